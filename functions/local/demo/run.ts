import { spawnSync } from 'node:child_process';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT } from '../errors';
import { demoFiles } from './scenario';

const ROOT = join(__dirname, '..');
const FOLDER = 'demo';
/** When the demo's raw objects were stored: fixed, so that two demos leave the same lake. */
const STORED = new Date(Date.UTC(2024, 7, 12, 15));

/**
 * `npm run demo`: the main job, on one machine, with the commands a user would type. Writes the templates, one
 * morning's logs of three clouds, the lake; then asks it questions.
 */
async function main(): Promise<void> {
  title('1. The stacks that would be deployed, from infra/config/platform.yaml');
  run('npm run synth', process.execPath, ['--import', 'tsx', 'infra/synth.ts']);

  title('2. One morning of logs from three clouds → OCSF → enriched → detected → masked → Parquet');
  await writeLogs();
  kumomori('ingest', '--lake', `${FOLDER}/lake`, `${FOLDER}/logs`);

  title('3. Events by cloud and category');
  query(
    `SELECT cloud_provider AS cloud, event_category AS category, count(*) AS events, count(DISTINCT user_id) AS users
     FROM security_events WHERE event_category <> 'finding' GROUP BY ALL ORDER BY ALL`,
  );

  console.log('\nWhat enrichment added: department, environment and country');
  query(
    `SELECT user_id, json_extract_string(event, '$.enrichments[*].data.department')[1] AS department,
       json_extract_string(event, '$.enrichments[*].data.environment')[1] AS environment, src_country, count(*) AS events
     FROM security_events WHERE event_category = 'application' AND source <> 'aws-cloudtrail' AND account_uid IS NOT NULL
     GROUP BY ALL ORDER BY ALL`,
  );

  title('4. Findings: who, what, where, when');
  query(
    `SELECT strftime(event_time, '%H:%M:%S') AS at, severity, finding_title AS what, user_id AS who, source_ip AS address,
       cloud_provider || ' ' || coalesce(account_uid, '') AS place
     FROM security_events WHERE event_category = 'finding' ORDER BY time_us, what`,
  );

  title('5. One hour and one category: only that partition is read');
  query(
    `SELECT source_ip, dst_ip, sum(bytes) AS bytes FROM security_events
     WHERE year = 2024 AND month = 8 AND day = 12 AND hour = 10 AND event_category = 'network'
     GROUP BY ALL ORDER BY bytes DESC LIMIT 3`,
    '--stats',
  );
  query("SELECT count(*) AS events FROM security_events WHERE source_ip = '10.0.1.100'", '--stats');

  title('6. Personal data: as it was logged, and as the lake has it');
  console.log('before  user email: john.doe@company.com called from 090-1234-5678');
  query(
    `SELECT json_extract_string(event, '$.api.request.data.communicationBody') AS after_text,
       json_extract_string(event, '$.api.request.data.attachment') AS after_json_in_json
     FROM security_events WHERE operation = 'AddCommunicationToCase' AND event_category <> 'finding'`,
  );

  title('7. The ledger: every record received is accounted for');
  kumomori('ledger', '--lake', `${FOLDER}/lake`);
  kumomori('quarantine', 'list', '--lake', `${FOLDER}/lake`);
  console.log(
    `\nThe lake is in ${FOLDER}/lake; ask it more: npx kumomori query --lake ${FOLDER}/lake "SELECT …"`,
  );
}

async function writeLogs(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  for (const { path, body } of demoFiles()) {
    const target = join(FOLDER, 'logs', path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, body);
    await utimes(target, STORED, STORED);
  }
}

function query(sql: string, ...flags: string[]): void {
  kumomori('query', '--lake', `${FOLDER}/lake`, ...flags, sql.replace(/\s+/g, ' '));
}

function kumomori(...args: string[]): void {
  const shown = args.map((arg) => (/[\s'"()*]/.test(arg) ? `"${arg}"` : arg)).join(' ');
  run(`npx kumomori ${shown}`, process.execPath, [join(ROOT, 'dist', 'kumomori.js'), ...args]);
}

/** Runs a command in the open; status 3 (something was quarantined) is part of the demo. */
function run(shown: string, file: string, args: readonly string[]): void {
  console.log(`\n$ ${shown}`);
  const { status } = spawnSync(file, args, { cwd: process.cwd(), stdio: 'inherit' });
  if (status !== EXIT.clean && status !== EXIT.quarantined) {
    throw new Error(`${shown} ended with status ${status}`);
  }
}

function title(text: string): void {
  console.log(`\n\n${text}\n${'─'.repeat(text.length)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = EXIT.failed;
});
