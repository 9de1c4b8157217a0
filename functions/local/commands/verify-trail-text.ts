import { formatMicros } from '../../../lib/time';
import type { ReportedFinding, TrailReport, TrailSummary } from '../../../lib/trail/report';
import { printable, table } from '../terminal';

const HEADS = [
  'account',
  'region',
  'trail',
  'chains',
  'from',
  'to',
  'digests valid',
  'unproven',
  'altered',
  'missing',
  'logs valid',
  'unproven',
  'altered',
  'missing',
];

/** A verification for people: a table of trails, what was found, the gravest first, and the verdict. */
export function describeTrail(report: TrailReport): string {
  const { findings, trails, verdict, bucket } = report;
  const told = findings.filter(({ severity }) => severity !== 'info');
  const notes = findings.filter(({ severity }) => severity === 'info');
  const parts = [
    `Bucket ${printable(bucket)}`,
    table(HEADS, trails.map(row)),
    ...(notes.length === 0 ? [] : [describeNotes(notes)]),
    ...told.map(describeFinding),
    `${verdict}: ${told.filter(({ severity }) => severity === 'tampered').length} alterations, ${told.filter(({ severity }) => severity === 'unproven').length} things that could not be proven`,
  ];
  return parts.join('\n\n');
}

function row({ account, region, trail, backfill, chains, digests, logs }: TrailSummary): unknown[] {
  const from = chains.map((chain) => chain.from).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const to = chains.map((chain) => chain.to).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const times = chains.length === 0 ? ['', ''] : [formatMicros(from), formatMicros(to)];
  const name = backfill ? `${trail} (backfill)` : trail;
  const { valid, unproven, altered, missing } = digests;
  return [
    ...[account, region, name, chains.length, ...times],
    ...[valid, unproven, altered, missing],
    ...[logs.valid, logs.unproven, logs.altered, logs.missing],
  ];
}

function describeFinding(found: ReportedFinding): string {
  const { severity, kind, bucket, key, expected, remedy, count } = found;
  const more = count === undefined ? '' : ` (${count})`;
  const lines = [
    `${severity === 'tampered' ? '✗' : '?'} ${kind}${more}  ${bucket === undefined ? '' : `s3://${bucket}/`}${key}`,
    `  expected ${expected}`,
    `  found    ${found.found}`,
    `  to do    ${remedy}`,
  ];
  return lines.map(printable).join('\n');
}

/** One line a kind: they need no one to look at them. */
function describeNotes(notes: readonly ReportedFinding[]): string {
  const kinds = [...new Set(notes.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => {
    const same = notes.filter((note) => note.kind === kind);
    const objects = same.reduce((sum, { count }) => sum + (count ?? 1), 0);
    return `· ${kind}: ${objects}, first ${same[0]?.key ?? ''} (${same[0]?.remedy ?? ''})`;
  });
  return lines.map(printable).join('\n');
}
