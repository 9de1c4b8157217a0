/** The id that GuardDuty gave a finding, from its ARN: `arn:aws:guardduty:…:detector/<id>/finding/<id>`. */
export function guardDutyId(arn: string | undefined): string | undefined {
  return arn === undefined
    ? undefined
    : /^arn:[a-z-]+:guardduty:[^/]*\/[^/]+\/finding\/([^/]+)$/.exec(arn)?.[1];
}
