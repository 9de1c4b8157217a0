import { integer, type Place, readAt, textsAt } from '../../shared/places';
import { portNumber } from './remote';

const SOURCE = 'evidences.src_endpoint';
const TARGET = 'evidences.dst_endpoint';

/** Where the remote side of an action is: the source, but of a connection that was opened from inside. */
function remote(action: string, sides: readonly string[]): [string, Place][] {
  const at = (attribute: string) => sides.map((side) => `${side}.${attribute}`);
  const details = `${action}.remoteIpDetails`;
  return [
    ...textsAt(
      [`${details}.ipAddressV4`, ...at('ip'), ...at('name')],
      [`${details}.ipAddressV6`, ...at('ip'), ...at('name')],
      [`${details}.country.countryCode`, ...at('location.country')],
      [`${details}.city.cityName`, ...at('location.city')],
      [`${details}.organization.asnOrg`, ...at('autonomous_system.name')],
      [`${details}.organization.isp`, ...at('isp')],
      [`${details}.organization.org`, ...at('isp_org')],
    ),
    ...readAt(integer, [`${details}.organization.asn`, ...at('autonomous_system.number')]),
    ...readAt(portNumber, [`${action}.remotePortDetails.port`, ...at('port')]),
  ];
}

function local(action: string, sides: readonly string[]): [string, Place][] {
  const at = (attribute: string) => sides.map((side) => `${side}.${attribute}`);
  return [
    ...textsAt([`${action}.localIpDetails.ipAddressV4`, ...at('ip'), ...at('name')]),
    ...readAt(portNumber, [`${action}.localPortDetails.port`, ...at('port')]),
  ];
}

/** Where the attributes of an action stand, by their names below `action`. The mapping is `evidencesOf`. */
export const ACTION_PLACES: readonly [string, Place][] = [
  ...remote('awsApiCallAction', [SOURCE]),
  ...remote('networkConnectionAction', [SOURCE, TARGET]),
  ...local('networkConnectionAction', [TARGET, SOURCE]),
  ...remote('portProbeAction.portProbeDetails[]', [SOURCE]),
  ...local('portProbeAction.portProbeDetails[]', [TARGET]),
  ...remote('kubernetesApiCallAction', [SOURCE]),
  ...remote('rdsLoginAttemptAction', [SOURCE]),
  ...textsAt(
    ['awsApiCallAction.api', 'evidences.api.operation'],
    ['awsApiCallAction.serviceName', 'evidences.api.service.name'],
    ['awsApiCallAction.errorCode', 'evidences.api.response.error'],
    ['awsApiCallAction.userAgent', 'evidences.http_request.user_agent'],
    ['awsApiCallAction.domainDetails.domain', `${SOURCE}.domain`],
    ['networkConnectionAction.protocol', 'evidences.connection_info.protocol_name'],
    ['dnsRequestAction.domain', 'evidences.query.hostname'],
    ['kubernetesApiCallAction.verb', 'evidences.api.operation'],
    ['kubernetesApiCallAction.requestUri', 'evidences.http_request.url.path'],
    ['kubernetesApiCallAction.userAgent', 'evidences.http_request.user_agent'],
  ),
];
