import { type JsonObject, text } from '../../json';

const CONSOLES: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);

/** Where a person looks at the finding. Only of ids as AWS makes them: a URL in an alert will be clicked on. */
export function consoleUrl(finding: JsonObject): string | undefined {
  const [id, region] = [text(finding.id) ?? '', text(finding.region) ?? ''];
  const host = CONSOLES.get(text(finding.partition) ?? 'aws');
  return host !== undefined && /^[0-9a-f]{32}$/.test(id) && /^[a-z]{2}(-[a-z]+)+-\d$/.test(region)
    ? `https://${region}.${host}/guardduty/home?region=${region}#/findings?macros=current&fId=${id}`
    : undefined;
}
