import { type JsonObject, list, object, text } from '../../json';
import type { Actor, Process } from '../../ocsf/event';
import { USER_TYPES } from '../aws/user-type';
import { integer } from '../shared/places';

/** Who acted: whose key it was, or Kubernetes' user. Source: GuardDuty API, AccessKeyDetails, KubernetesUserDetails. */
export function actorOf(resource: JsonObject | undefined): Actor | undefined {
  const key = object(resource?.accessKeyDetails);
  const kubernetes = object(object(resource?.kubernetesDetails)?.kubernetesUserDetails);
  return keyHolder(key) ?? kubernetesUser(kubernetes);
}

function keyHolder(key: JsonObject | undefined): Actor | undefined {
  const name = text(key?.userName);
  const principal = text(key?.principalId);
  if (name === undefined && principal === undefined) {
    return undefined;
  }
  const type = USER_TYPES.get(text(key?.userType) ?? '');
  return {
    user: {
      ...type,
      name: name ?? principal,
      uid_alt: principal,
      credential_uid: text(key?.accessKeyId),
    },
  };
}

function kubernetesUser(user: JsonObject | undefined): Actor | undefined {
  const name = text(user?.username);
  const session = text(list(user?.sessionName)[0]);
  return name === undefined
    ? undefined
    : { user: { name, uid: text(user?.uid) }, session: session === undefined ? undefined : { uid: session } };
}

/** The process that GuardDuty's agent saw. Source: GuardDuty API, ProcessDetails. */
export function processOf(service: JsonObject | undefined): Process | undefined {
  const seen = object(object(service?.runtimeDetails)?.process);
  const [pid, uid] = [integer(seen?.pid), text(seen?.uuid)];
  if (pid === undefined && uid === undefined) {
    return undefined;
  }
  const user = text(seen?.user);
  return {
    pid,
    uid,
    name: text(seen?.name),
    path: text(seen?.executablePath),
    working_directory: text(seen?.pwd),
    user: user === undefined ? undefined : { name: user },
  };
}
