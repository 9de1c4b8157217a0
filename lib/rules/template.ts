import { createHash } from 'node:crypto';

/** What a new rule starts from. `date` is YYYY-MM-DD. */
export interface NewRule {
  readonly title: string;
  readonly author: string;
  readonly date: string;
}

/**
 * A rule to begin with: it loads, its tests pass, and each part says what belongs there. The id is made of title and
 * author, so that the same call gives the same file.
 */
export function newRule({ title, author, date }: NewRule): string {
  return TEMPLATE.replace('<title>', () => quote(title))
    .replace('<author>', () => quote(author))
    .replace('<id>', () => ruleId(title, author))
    .replace('<date>', () => date);
}

/** File name for a title: `Trail stopped, again` is `trail-stopped-again.yml`. */
export function ruleFileName(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return `${words.join('-').slice(0, 80) || 'rule'}.yml`;
}

function ruleId(title: string, author: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['kumomori new rule', title, author]))
    .digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A YAML scalar on one line, whatever the text: JSON's strings are YAML's. */
function quote(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ,.()'-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text.trim()
    : JSON.stringify(text);
}

const TEMPLATE = `title: <title>
id: <id>
# stable, test or experimental: how far the rule has proved itself.
status: experimental
description: >-
  What happened when this matches, and why somebody should care.
author: <author>
date: <date>
tags:
  # ATT&CK tactic and technique; a CIS control is written cis.aws-5.0.4.13.
  - attack.impact
  - attack.t1485
# Which logs: \`kumomori sources\` lists them.
logsource:
  product: aws
  service: cloudtrail
# Fields are the log's own names. \`kumomori rules lint\` tells of those the source does not have.
detection:
  done:
    eventSource: s3.amazonaws.com
    eventName: DeleteBucket
  refused:
    errorCode|exists: true
  condition: done and not refused
falsepositives:
  - What is harmless and looks the same
level: medium
alert:
  # Hits with equal values of these fields within the window are one alert.
  dedup: [recipientAccountId, userIdentity.arn]
  window: 1h
  threshold: 1
  owner: security-operations
  # realtime (seconds), near-realtime (minutes) or batch (hours).
  speed: near-realtime
  runbook: |
    1. What to look at first.
    2. How to tell the harmless case, and what to do in the other.
# Raw records as the source delivers them; at least one that matches and one that does not.
tests:
  - name: the bucket is deleted
    matches: true
    event:
      eventVersion: "1.10"
      eventTime: "2024-08-12T10:30:00Z"
      eventID: 00000000-0000-4000-8000-000000000001
      eventType: AwsApiCall
      eventSource: s3.amazonaws.com
      eventName: DeleteBucket
      awsRegion: us-east-1
      sourceIPAddress: 198.51.100.7
      userAgent: aws-cli/2.17
      recipientAccountId: "111122223333"
      userIdentity: { type: IAMUser, arn: "arn:aws:iam::111122223333:user/alice", userName: alice }
      requestParameters: { bucketName: example }
  - name: the call is refused
    matches: false
    event:
      eventVersion: "1.10"
      eventTime: "2024-08-12T10:30:00Z"
      eventID: 00000000-0000-4000-8000-000000000002
      eventType: AwsApiCall
      eventSource: s3.amazonaws.com
      eventName: DeleteBucket
      errorCode: AccessDenied
      awsRegion: us-east-1
      sourceIPAddress: 198.51.100.7
      userAgent: aws-cli/2.17
      recipientAccountId: "111122223333"
      userIdentity: { type: IAMUser, arn: "arn:aws:iam::111122223333:user/alice", userName: alice }
      requestParameters: { bucketName: example }
`;
