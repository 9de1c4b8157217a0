import type { JsonObject } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { conform } from '../../../../lib/sources/aws-security-hub/conform';
import { fixturePairs } from '../aws/fixture-pairs';

const { attribute_of_a_later_version: _, ...info } = (fixturePairs('aws-security-hub').find(
  ({ name }) => name === 'ocsf',
)?.raw.finding_info ?? {}) as JsonObject;
const VALID: JsonObject = {
  ...fixturePairs('aws-security-hub').find(({ name }) => name === 'ocsf')?.raw,
  finding_info: info,
};

describe('an OCSF event of another version', () => {
  it('that is valid here stays as it is', () => {
    expect(conform(VALID)).toEqual({ event: VALID, rest: {} });
  });

  it('loses what is unknown or of another type, by its path, and nothing beside it', () => {
    const resource = { uid: 'a', name: 7, later: true };

    const { event, rest, problem } = conform({
      ...VALID,
      later: 1,
      resources: [{ later: 1 }, resource, { uid: 'b' }, 'text'],
    });

    expect(problem).toBeUndefined();
    expect(errors(event)).toEqual([]);
    expect(event.resources).toEqual([{ uid: 'a' }, { uid: 'b' }]);
    expect(rest).toMatchObject({
      later: 1,
      'resources.1.name': 7,
      'resources.1.later': true,
      'resources.0': { later: 1 },
      'resources.3': 'text',
    });
  });

  it('that lacks what its class requires says so', () => {
    expect(conform({ ...VALID, severity_id: undefined }).problem).toContain('severity_id: required');
  });

  it('does not change what was given', () => {
    const given = { ...VALID, resources: [{ uid: 'a', later: 1 }] };

    conform(given);

    expect(given.resources).toEqual([{ uid: 'a', later: 1 }]);
  });
});
