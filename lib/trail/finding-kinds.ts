import type { TrailSeverity } from './finding';

interface FindingKindInfo {
  readonly severity: TrailSeverity;
  /** What to do about it. */
  readonly remedy: string;
}

const RESTORE = 'restore the delivered version (S3 versioning, replica, backup)';
const WHO = 'look in data events and access logs for who wrote or deleted it';

/** Every kind of finding. The name says what happened to the object the finding names. */
export const FINDING_KINDS = {
  'digest-modified': {
    severity: 'tampered',
    remedy: `${RESTORE}, then run again: the log files of that hour are unproven until then; ${WHO}`,
  },
  'digest-deleted': {
    severity: 'tampered',
    remedy: `${RESTORE}; ${WHO}; if a lifecycle rule or the copy ends there, start later with --from`,
  },
  'digest-moved': {
    severity: 'tampered',
    remedy: `put each digest back in its place; ${WHO}`,
  },
  'digest-injected': {
    severity: 'tampered',
    remedy: `CloudTrail did not write it: keep a copy as evidence, remove it; ${WHO}`,
  },
  'signature-invalid': {
    severity: 'tampered',
    remedy: `the digest or its signature metadata was changed: ${RESTORE}; ${WHO}`,
  },
  'chain-broken': {
    severity: 'tampered',
    remedy: `two digests disagree about the one before: compare all versions of both; ${WHO}`,
  },
  'log-modified': { severity: 'tampered', remedy: `keep it as evidence, ${RESTORE}; ${WHO}` },
  'log-swapped': { severity: 'tampered', remedy: `keep both as evidence, ${RESTORE}; ${WHO}` },
  'log-deleted': { severity: 'tampered', remedy: `${RESTORE}; ${WHO}; if the copy is partial, sync again` },
  'log-moved': { severity: 'tampered', remedy: `put it back under its own key; ${WHO}` },
  'log-injected': {
    severity: 'tampered',
    remedy: `no digest of its hour lists it: keep it as evidence, do not trust its events; ${WHO}; a backfill digest may still list a file that came very late`,
  },
  'signature-unknown': {
    severity: 'unproven',
    remedy: 'save the object’s S3 metadata beside it (`aws s3api head-object`), then run again',
  },
  'key-unknown': {
    severity: 'unproven',
    remedy:
      'add the keys of that region and time: `aws cloudtrail list-public-keys --region … --start-time … --end-time …`; if AWS lists no such key, the digest is forged',
  },
  'key-out-of-use': {
    severity: 'unproven',
    remedy: 'AWS had retired this key, or not yet begun to use it, at that time: ask AWS Support',
  },
  'duplicate-listing': {
    severity: 'unproven',
    remedy: 'two digests list the file with different hashes: compare all its versions',
  },
  'log-unproven': {
    severity: 'unproven',
    remedy: 'the digest that should prove it is lost or unproven: mend that first, then run again',
  },
  'logs-not-covered': {
    severity: 'unproven',
    remedy:
      'no digest exists for that time: compare with when the trail and its validation were switched on and off',
  },
  'no-digests': {
    severity: 'unproven',
    remedy:
      'no digest of this time: switch log file validation on, or find out who removed the digests, or sync them too',
  },
  'chain-ended': {
    severity: 'unproven',
    remedy:
      'the trail or its validation was switched off, or the newest digests are gone: look for StopLogging, UpdateTrail and DeleteTrail; sync again',
  },
  'object-unreadable': {
    severity: 'unproven',
    remedy: 'make it readable (permissions, KMS), then run again',
  },
  'log-not-yet-digested': {
    severity: 'info',
    remedy: 'the next digest, within an hour or two, will list it: run again then',
  },
  'folder-not-digested': {
    severity: 'info',
    remedy: 'CloudTrail’s digests list no file of this folder: nothing can be said about them',
  },
  'trail-restarted': {
    severity: 'info',
    remedy: 'a new chain begins: compare with when the trail or its validation was switched off and on',
  },
  'previous-elsewhere': {
    severity: 'info',
    remedy: 'the chain goes on in another bucket: verify that one too',
  },
} as const satisfies Record<string, FindingKindInfo>;
