/** What members' buses send to the central one: API calls, sign-ins and service events as CloudTrail tells them. */
export const FORWARDED_EVENTS = [
  'AWS API Call via CloudTrail',
  'AWS Console Sign In via CloudTrail',
  'AWS Service Event via CloudTrail',
  'Access Analyzer Finding',
] as const;

/** What the security account has of every account already, as the organization's administrator of these services. */
export const ADMINISTERED_EVENTS = ['GuardDuty Finding', 'Security Hub Findings - Imported'] as const;
