import { type Random, seeded } from '../../../functions/local/demo/random';
import { loadRules } from '../../../lib/detections/load';
import type { Rule } from '../../../lib/sigma/rule';
import { awsCloudTrail } from '../../../lib/sources/aws-cloudtrail/source';
import { pickName, pickOperation } from './vocabulary';

type Shape = (random: Random) => string;

const operation: Shape = (random) => {
  const { source, name } = pickOperation(random);
  return `s:\n  eventSource: ${source}\n  eventName: ${name}`;
};

const operations = (random: Random, count: number) =>
  Array.from({ length: count }, () => pickOperation(random).name).join(', ');

/** The shapes of rules for a control plane, and how many of a hundred have each. */
const SHAPES: readonly (readonly [number, Shape])[] = [
  [28, (random) => `${operation(random)}\ncondition: s`],
  [10, (random) => `s:\n  eventName: [${operations(random, 4)}]\n  errorCode: AccessDenied\ncondition: s`],
  [
    14,
    (random) =>
      `s:\n  eventName: [${operations(random, 3)}]\nf_role:\n  userIdentity.arn|endswith: /${pickName(random)}\n` +
      `f_tool:\n  userAgent|contains: [${pickName(random)}, ${pickName(random)}]\ncondition: s and not 1 of f_*`,
  ],
  [
    12,
    (random) =>
      `${operation(random)}\n  requestParameters.name|contains: [${pickName(random)}, ${pickName(random)}]\ncondition: s`,
  ],
  [8, (random) => `s:\n  userAgent|contains: ${pickName(random)}\ncondition: s`],
  [7, (random) => `s:\n  requestParameters.bucketName|startswith: ${pickName(random)}\ncondition: s`],
  [5, (random) => `s:\n  userIdentity.arn|contains: ':role/${pickName(random)}'\ncondition: s`],
  [
    6,
    (random) =>
      `${operation(random)}\nf:\n  sourceIPAddress|cidr: [10.${random.below(250)}.0.0/16, 192.0.2.0/24]\ncondition: s and not f`,
  ],
  [
    4,
    (random) =>
      `s:\n  requestParameters.policyDocument|re: '"Principal"\\s*:\\s*"?${pickName(random)}'\ncondition: s`,
  ],
  [
    3,
    (random) =>
      `s:\n  eventName|re|i: '^(put|update|delete)[a-z]*${pickOperation(random).name.slice(-5)}$'\n` +
      `  userAgent|contains|all: [aws-cli, ${pickName(random)}]\ncondition: s`,
  ],
  [
    2,
    (random) =>
      `s:\n  eventSource: ${pickOperation(random).source}\n  eventName|startswith: [Put, Delete]\n` +
      `  requestParameters.name|endswith: '-${random.below(1000)}'\ncondition: s`,
  ],
  [1, (random) => `words:\n  - ${pickName(random)}.example\n  - ${pickName(random)}.test\ncondition: words`],
];

/** So many CloudTrail rules in the shape of those that people write: the same for the same number, whole prefixes of one another. */
export function generatedRules(count: number): readonly Rule[] {
  const random = seeded(11);
  const files = Array.from({ length: count }, (_, number) => ({
    path: `generated-${number}.yml`,
    text: ruleText(random, number),
  }));
  const { rules, problems } = loadRules(files, [awsCloudTrail]);
  if (rules.length !== count) {
    throw new Error(`of ${count} generated rules ${rules.length} load: ${problems[0]?.message}`);
  }
  return rules;
}

function ruleText(random: Random, number: number): string {
  const block = pickShape(random)(random).replace(/^/gm, '  ');
  return (
    `title: Generated ${number}\nid: 00000000-0000-4000-8000-${String(number).padStart(12, '0')}\n` +
    `logsource: {product: aws, service: cloudtrail}\ndetection:\n${block}\nlevel: low\n`
  );
}

function pickShape(random: Random): Shape {
  let left = random.below(SHAPES.reduce((sum, [weight]) => sum + weight, 0));
  const found = SHAPES.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return found?.[1] ?? operation;
}
