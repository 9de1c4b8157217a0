import { isObject, type JsonObject, type JsonValue, object } from '../../json';
import { looseObject } from '../azure/loose-object';
import { label, leftovers, mapped } from '../shared/leftovers';
import { authorizationsOf, CLAIMS } from './actor';
import { type Form, formOf } from './forms';

/** A record of any form, its values under one set of names. */
export interface Activity {
  readonly form: Form;
  readonly record: JsonObject;
  readonly claims: JsonObject | undefined;
  readonly authorization: JsonObject | undefined;
  readonly http: JsonObject | undefined;
  readonly properties: JsonObject | undefined;
  readonly unmapped: JsonObject | undefined;
}

/** Parts of `properties` with a place in the event; both spellings of the bodies occur. */
export const PROPERTIES = mapped({
  word: ['message', 'statusMessage', 'statusCode', 'userAgentHeader'],
  any: ['requestbody', 'requestBody', 'responseBody', 'responsebody'],
});
const HTTP = mapped({
  word: ['clientRequestId', 'client_request_id', 'clientIpAddress', 'client_ip_address', 'method', 'uri'],
});
const IDENTITY = mapped({ object: ['claims', 'claim', 'authorization'] });

/** Takes a record apart: its form, its inner objects (texts of objects are parsed), and what nothing maps. */
export function readActivity(record: JsonObject): Activity {
  const form = formOf(record);
  const { names } = form;
  const identity = looseObject(record.identity);
  const claims = inner(record, names.claims) ?? object(identity?.claims) ?? object(identity?.claim);
  const authorization = inner(record, names.authorization) ?? object(identity?.authorization);
  const http = inner(record, names.http);
  const properties = inner(record, names.properties);
  const rest: Rest = { top: leftovers(record, form.taken) };
  keep(
    rest,
    names.properties[0],
    properties ? leftovers(properties, PROPERTIES) : unread(record, names.properties),
  );
  keep(rest, names.http[0], http ? leftovers(http, HTTP) : unread(record, names.http));
  const outside = identity === undefined;
  const claimsRest = claims ? leftovers(claims, CLAIMS) : unread(record, names.claims);
  const authorizationRest = authorizationsOf(authorization)
    ? undefined
    : (authorization ?? unread(record, names.authorization));
  if (outside) {
    keep(rest, names.claims[0], claimsRest);
    keep(rest, names.authorization[0], authorizationRest);
    keep(rest, 'identity', record.identity ?? undefined);
  } else {
    const left: Rest = { top: leftovers(identity, IDENTITY) };
    keep(left, 'claims', claimsRest);
    keep(left, 'authorization', authorizationRest);
    keep(rest, 'identity', left.top);
  }
  return { form, record, claims, authorization, http, properties, unmapped: rest.top };
}

/** The first of the names that the record has, as a word. */
export function wordOf({ record }: Activity, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = label(record[name]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

interface Rest {
  top: JsonObject | undefined;
}

function keep(rest: Rest, name: string | undefined, value: JsonValue): void {
  if (name !== undefined && value !== undefined && value !== null && value !== '') {
    rest.top ??= {};
    rest.top[name] = value;
  }
}

function inner(record: JsonObject, names: readonly string[]): JsonObject | undefined {
  for (const name of names) {
    const found = looseObject(record[name]);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** A value that should have been an object and is none: kept as it is. */
function unread(record: JsonObject, names: readonly string[]): JsonValue {
  for (const name of names) {
    const value = record[name];
    if (value !== undefined && value !== null && !isObject(value)) {
      return value;
    }
  }
  return undefined;
}
