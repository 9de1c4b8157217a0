import { policyFor } from '../../../lib/config/privacy-policy';
import { type LoadedRules, loadRules } from '../../../lib/detections/load';
import { quoteText } from '../../../lib/lake/table/duckdb-view';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { type Backtest, type BacktestRow, createBacktest } from '../../../lib/rules/backtest';
import { ingestOnlyItems } from '../../../lib/rules/ingest-only';
import { createHitCorrelator } from '../../../lib/sigma/correlate/correlate-hits';
import { createHitKeeper, type KeptHit } from '../../../lib/sigma/correlate/kept-hit';
import { createDetector } from '../../../lib/sigma/detector';
import { applyFilters } from '../../../lib/sigma/filter/apply-filters';
import { matchesLogsource } from '../../../lib/sigma/logsource';
import type { Rule } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';
import { type LakeQuery, openLake } from '../../../lib/targets/local/duckdb';
import { systemClock, today } from '../clock';
import { type LakeOptions, openLocalLake } from '../lake';
import type { PlatformOptions } from '../platform';
import { printable, progress, table } from '../terminal';
import { ruleFiles } from './rules-files';

interface BacktestOptions extends LakeOptions, PlatformOptions {
  readonly rules?: readonly string[];
}

/** `kumomori rules backtest`: what rules would have done over a lake, hour by hour of its events. */
export async function backtest(options: BacktestOptions): Promise<void> {
  const { files, platform } = await ruleFiles(options.rules, options);
  const loaded = loadRules(files, SOURCES, platform.detections.placeholders);
  const { rules } = applyFilters(loaded.rules, loaded.filters, today(systemClock));
  await openLocalLake(options.lake);
  const lake = await openLake(options.lake);
  try {
    const tally = createBacktest();
    const events = await replay(lake, { ...loaded, rules }, tally);
    const policy = policyFor(platform.privacy);
    const blind = rules.filter((rule) =>
      SOURCES.some(
        (source) =>
          matchesLogsource(rule.logsource, source.logsource) &&
          ingestOnlyItems(rule, source, policy).length > 0,
      ),
    );
    const rows = [...tally.rows()].sort((a, b) => b.hits - a.hits || (a.rule.title < b.rule.title ? -1 : 1));
    print(rows, events, rules.length + loaded.correlations.length, blind, options.json);
  } finally {
    lake.close();
  }
}

const HOUR_MICROS = 3_600_000_000;

/**
 * Tries the rules on every event of the lake, an hour at a time, and the correlations on their hits; how many events
 * there were. The correlator runs rather than SQL: it knows orders and correlations over correlations, and it is what
 * finds them in operation.
 */
async function replay(
  lake: LakeQuery,
  { rules, correlations, silent }: Pick<LoadedRules, 'rules' | 'correlations' | 'silent'>,
  tally: Backtest,
): Promise<number> {
  const keep = createHitKeeper(correlations);
  // Partitions of one hour follow each other, each from its beginning.
  const correlator = createHitCorrelator(correlations, HOUR_MICROS);
  const detect = createDetector(rules, SOURCES);
  const bySource = new Map(SOURCES.map((source) => [source.id, source]));
  const hours = await lake.query(
    `SELECT year, month, day, hour, event_category, min(time_us)::DOUBLE FROM security_events
     WHERE event_category <> 'finding' GROUP BY ALL ORDER BY ALL`,
  );
  const watch = progress('backtest', hours.rows.length);
  let events = 0;
  for (const [year, month, day, hour, category, first] of hours.rows) {
    watch.step(`${year}-${month}-${day} ${hour}h ${category}`);
    // Another partition of the same hour may hold earlier events than this one.
    tally.settle(Math.floor(Number(first) / HOUR_MICROS) * HOUR_MICROS);
    const found = await lake.query(
      `SELECT source, time_us::DOUBLE, event FROM security_events WHERE year = ${Number(year)} AND month = ${Number(month)}
       AND day = ${Number(day)} AND hour = ${Number(hour)} AND event_category = ${quoteText(String(category))}`,
    );
    const hits: KeptHit[] = [];
    for (const [id, time, text] of found.rows) {
      const source = bySource.get(String(id));
      if (source) {
        events++;
        const event: OcsfEvent = JSON.parse(String(text));
        for (const { rule } of detect(event, source)) {
          if (!silent.has(rule.id)) {
            tally.add(rule, event, Number(time), source);
          }
          hits.push(...[keep(rule, event, Number(time), source)].filter((hit) => hit !== undefined));
        }
      }
    }
    await correlator.feed(hits);
  }
  for (const finding of await correlator.finish()) {
    tally.addFinding(finding);
  }
  watch.done();
  return events;
}

function print(
  rows: readonly BacktestRow[],
  events: number,
  rules: number,
  blind: readonly Rule[],
  json: boolean | undefined,
): void {
  if (json) {
    const found = rows.map(({ rule, days, ...rest }) => {
      return { rule: rule.id, title: rule.title, level: rule.level, ...rest, days: Object.fromEntries(days) };
    });
    process.stdout.write(
      `${JSON.stringify({ events, rules, rows: found, ingest_only: blind.map(({ id }) => id) })}\n`,
    );
    return;
  }
  const cells = rows.map(({ rule, hits, days, entities, alerts }) => [
    rule.title,
    rule.level,
    hits,
    Number((hits / days.size).toFixed(1)),
    alerts,
    entities.map(({ name, hits: count }) => `${name} (${count})`).join(', '),
  ]);
  process.stdout.write(`${table(['rule', 'level', 'hits', 'hits/day', 'alerts', 'about'], cells)}\n`);
  process.stdout.write(`${events} events, ${rules} rules, ${rows.length} of them matched\n`);
  for (const { title } of blind) {
    process.stdout.write(
      `${printable(title)}: sees masked values here, so that it may match less than it did\n`,
    );
  }
}
