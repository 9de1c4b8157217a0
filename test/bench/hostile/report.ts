import { markdown } from '../measure';
import { generatedRules } from '../rules/generated-rules';
import { shippedRules } from '../rules/shipped-rules';
import { measureMasking } from './measure-masking';
import { measureRegexes, type PatternMeasurement } from './measure-patterns';

/** The tables of the lines of 1 MB that are made to be slow. */
export async function reportHostileLines(): Promise<string> {
  const shipped = await measureRegexes(shippedRules());
  const generated = await measureRegexes(generatedRules(500));
  const masking = await measureMasking();
  return [
    markdown(
      ['regular expressions on hostile lines of 1 MB', 'lines', 'worst ms'],
      [regexRow('shipped rules', shipped), regexRow('generated rules', generated)],
    ),
    '',
    markdown(
      ['masking a line of 1 MB', 'finds', 'ms'],
      masking.map(({ what, millis, finds }) => [what, finds.toLocaleString('en-US'), millis.toFixed(1)]),
    ),
  ].join('\n');
}

function regexRow(what: string, { patterns, lines, worstMillis }: PatternMeasurement): string[] {
  return [`${patterns} of the ${what}`, String(lines), worstMillis.toFixed(1)];
}
