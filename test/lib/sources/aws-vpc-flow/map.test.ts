import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../lib/json';
import { validate } from '../../../../lib/ocsf/validate';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';
import { normaliseAll } from '../aws/normalise';

const FOLDER = join(__dirname, '..', '..', '..', 'fixtures', 'aws-vpc-flow');
const RAW = '.raw.log';

const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(RAW))
  .map((name) => name.slice(0, -RAW.length))
  .map((name) => ({
    name,
    lines: readFileSync(join(FOLDER, `${name}${RAW}`), 'utf8')
      .trimEnd()
      .split('\n'),
    ocsf: JSON.parse(readFileSync(join(FOLDER, `${name}.ocsf.json`), 'utf8')) as JsonObject[],
  }));

describe('the events of flow log lines', () => {
  it.each(CASES)('are as the pair $name says', ({ lines, ocsf }) => {
    expect(normaliseAll(awsVpcFlow, lines).events).toMatchObject(ocsf);
  });

  it.each(CASES)('are valid OCSF without warnings: $name', ({ lines }) => {
    const problems = normaliseAll(awsVpcFlow, lines).events.flatMap((event) => validate(event));

    expect(problems.filter(({ level }) => level !== 'recommended')).toEqual([]);
  });

  it.each(CASES)('come of an input recognised by its first line: $name', ({ lines }) => {
    expect(awsVpcFlow.recognise(lines[0])).toBe(true);
  });

  it('lack whatever the record has as a dash', () => {
    const line = '2 unknown eni-1 10.0.0.1 10.0.0.2 - - - - - 1723458600 - - OK';
    const [event] = normaliseAll(awsVpcFlow, [line]).events;

    expect(event).toMatchObject({ action_id: 0, cloud: { account: { uid: 'unknown' } } });
    expect(event?.traffic).toBeUndefined();
    expect(event?.end_time).toBeUndefined();
    expect(event?.duration).toBeUndefined();
    expect(event?.unmapped).toBeUndefined();
    expect(event?.src_endpoint).toEqual({ ip: '10.0.0.1' });
  });

  it('have the time of the last packet where the format has no start', () => {
    const { events } = normaliseAll(awsVpcFlow, ['srcaddr dstaddr end', '10.0.0.1 10.0.0.2 1723458660']);

    expect(events).toMatchObject([{ time: 1723458660000, end_time: 1723458660000 }]);
  });

  it('have no duration where the clock ran backwards', () => {
    const { events } = normaliseAll(awsVpcFlow, ['srcaddr start end', '10.0.0.1 1723458660 1723458600']);

    expect(events[0]?.duration).toBeUndefined();
  });
});
