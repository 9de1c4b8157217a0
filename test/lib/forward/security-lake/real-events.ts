import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { type InputSink, processInput } from '../../../../lib/pipeline/process-input';
import { SOURCES } from '../../../../lib/sources';
import { SHARED } from '../../../support/needs';

const FIXTURES = join(__dirname, '..', '..', '..', 'fixtures');
const MAX_EVENTS_A_FILE = 400;

async function* bytesOf(path: string): AsyncIterable<Uint8Array> {
  yield readFileSync(path);
}

/** The events of a log, as its source normalises them; the first of very long ones. */
async function eventsOf(path: string): Promise<OcsfEvent[]> {
  const events: OcsfEvent[] = [];
  const sink: InputSink<never> = {
    event: (event) => {
      if (events.length < MAX_EVENTS_A_FILE) {
        events.push(event);
      }
    },
    finding: () => undefined,
    quarantine: () => undefined,
    drain: async () => undefined,
  };
  await processInput(
    { input: path, path },
    bytesOf(path),
    { sources: SOURCES, pipeline: (event, micros, _, out) => out.event(event, micros) },
    sink,
  );
  return events;
}

/** Events of every fixture: each source's ways to say things. */
export function fixtureEvents(): Promise<OcsfEvent[]> {
  return allOf(FIXTURES, (name) => name.includes('.raw.'));
}

/** Events of the collection of real logs. */
export function corpusEvents(): Promise<OcsfEvent[]> {
  return allOf(join(SHARED, 'corpora'), (name) => !/\.(tsv|md)$/.test(name));
}

async function allOf(folder: string, isLog: (name: string) => boolean): Promise<OcsfEvent[]> {
  const events: OcsfEvent[] = [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isLog(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  for (const file of files) {
    events.push(...(await eventsOf(file)));
  }
  return events;
}
