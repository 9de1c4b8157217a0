import { convergeRegion } from './converge-region';
import { describeError } from './describe-error';
import { parseRecord, type RegionRecord, recordKey } from './record';
import { writeRegion } from './records';
import type { Enrolment } from './run';

/**
 * Enrols one region of one account, as when a VPC was made there. False where the region or the account is not
 * enrolled: it takes a run over everything to find out whether it should be.
 */
export async function enrolOne(enrolment: Enrolment, account: string, region: string): Promise<boolean> {
  if (!enrolment.regions.includes(region)) {
    return false;
  }
  const key = recordKey(account);
  const found = await enrolment.store.get(key);
  if (!found || parseRecord(key, found.value).state === 'removed') {
    return false;
  }
  await writeRegion(enrolment.store, account, region, await converge(enrolment, account, region));
  return true;
}

async function converge(
  { members, wanted }: Enrolment,
  account: string,
  region: string,
): Promise<RegionRecord> {
  try {
    const member = await members.open(account);
    return await convergeRegion(member.region(region), wanted);
  } catch (error) {
    return { state: 'failed', vpcs: 0, flowLogs: 0, queryLogs: 0, reason: describeError(error) };
  }
}
