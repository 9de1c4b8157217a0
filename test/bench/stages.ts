import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../functions/local/package-root';
import { loadConfig } from '../../lib/config/load';
import { resolve } from '../../lib/config/resolve';
import { readItems } from '../../lib/intake/read';
import { createPartitionWriter } from '../../lib/lake/partition-writer';
import type { OcsfEvent } from '../../lib/ocsf/event';
import { errors } from '../../lib/ocsf/validate';
import { assemblePipeline } from '../../lib/pipeline/assemble';
import type { Pipeline } from '../../lib/pipeline/compose';
import { createEnricher } from '../../lib/pipeline/enrich/enricher';
import { openGeoDatabase } from '../../lib/pipeline/enrich/geo';
import { createMasker } from '../../lib/pipeline/mask/masker';
import { DEFAULT_POLICY } from '../../lib/pipeline/mask/policy';
import { processInput } from '../../lib/pipeline/process-input';
import { createDetector, type Detection } from '../../lib/sigma/detector';
import { SOURCES } from '../../lib/sources';
import { awsCloudTrail } from '../../lib/sources/aws-cloudtrail/source';
import { MemoryStore } from '../support/memory-store';
import { cloudTrailObject } from './corpus';
import { sliceParse, wholeParse } from './floor';
import { bestSeconds, type Measurement } from './measure';
import { shippedRules } from './rules/shipped-rules';

const ROOT = PACKAGE_ROOT;
const RECORDS = 40_000;
const ROUNDS = 5;
const ORIGIN = { input: 'bench', path: 'bench' };

async function* inPieces(body: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < body.length; at += 1 << 20) {
    yield body.subarray(at, at + (1 << 20));
  }
}

/** Every stage with all before it, beside the floor, in one process; the last is the whole way. */
export async function measureStages() {
  const { gz, bytes, records } = cloudTrailObject(RECORDS);
  const stages: Measurement[] = [];
  const time = async (stage: string, work: () => unknown) => {
    stages.push({ stage, seconds: await bestSeconds(ROUNDS, work), bytes, events: records });
  };
  await time('floor: sized gunzip, parse each slice', () => sliceParse(gz));
  await time('naive: gunzip, parse the whole document', () => wholeParse(gz));
  for (const [stage, use] of cumulativeStages()) {
    await time(stage, () => eachEvent(gz, use));
  }
  const ready = pipeline();
  await time('whole way without the Parquet write', () => wholeWay(gz, ready, false));
  let lakeBytes = 0;
  await time('whole way with the Parquet write (zstd)', async () => {
    lakeBytes = await wholeWay(gz, ready, true);
  });
  return {
    stages,
    lakeRatio: lakeBytes / bytes,
    floorSeconds: stages[0]?.seconds ?? 1,
    recordBytes: Math.round(bytes / records),
  };
}

type Use = 'read' | ((event: OcsfEvent) => void);

/** One more stage a line. */
function cumulativeStages(): (readonly [string, Use])[] {
  const { enrich, detect, mask } = stagesOf();
  const validated: Use = (event) => {
    errors(event);
  };
  const steps = [validated, enrich, detect, mask] as const;
  const upTo = (count: number) => (event: OcsfEvent) => {
    for (let i = 0; i < count; i++) {
      steps[i]?.(event);
    }
  };
  return [
    ['read: gunzip, cut, parse', 'read'],
    ['… normalise to OCSF', upTo(0)],
    ['… validate every event', upTo(1)],
    ['… enrich', upTo(2)],
    [`… detect, ${shippedRules().length} rules`, upTo(3)],
    ['… mask', upTo(4)],
  ];
}

async function eachEvent(gz: Buffer, use: Use): Promise<void> {
  const normalise = awsCloudTrail.open(ORIGIN);
  for await (const items of readItems(inPieces(gz))) {
    for (const item of items) {
      if (use !== 'read') {
        normalise(item.value, use);
      }
    }
  }
}

/** Bytes of the Parquet files that were written. */
async function wholeWay(gz: Buffer, ready: Pipeline<Detection>, write: boolean): Promise<number> {
  const writer = createPartitionWriter({ store: new MemoryStore(), batch: 'bench' });
  const append = (event: OcsfEvent, timeMicros: number, record: number) => {
    if (write) {
      writer.append({ event, timeMicros, source: 'aws-cloudtrail', rawObject: 'raw/bench', record });
    }
  };
  await processInput(
    ORIGIN,
    inPieces(gz),
    { sources: SOURCES, pipeline: ready },
    {
      event: (event, micros, _source, record) => append(event, micros, record),
      finding: (finding, micros, _source, record) => append(finding, micros, record),
      quarantine: ({ reason }) => {
        throw new Error(`the benchmark's records are good, yet: ${reason}`);
      },
      drain: () => writer.drain(),
    },
  );
  const files = await writer.close();
  return files.reduce((total, file) => total + file.bytes, 0);
}

function stagesOf() {
  const detector = createDetector(shippedRules(), SOURCES);
  const masker = createMasker({ policyFor: () => DEFAULT_POLICY });
  return {
    enrich: createEnricher({ geo: [geo()] }),
    detect: (event: OcsfEvent) => {
      detector(event, awsCloudTrail);
    },
    mask: (event: OcsfEvent) => masker(event, awsCloudTrail.id),
  };
}

function pipeline() {
  const config = loadConfig(readFileSync(join(ROOT, 'infra/config/platform.yaml'), 'utf8'), 'platform.yaml');
  if (!config.ok) {
    throw new Error('the shipped configuration does not load');
  }
  const parts = {
    sources: SOURCES,
    rules: shippedRules(),
    bundleVersion: 'bench',
    reference: { geo: [geo()] },
  };
  return assemblePipeline(resolve(config.value), parts, { mask: true, detect: true });
}

function geo() {
  const file = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';
  return openGeoDatabase(readFileSync(join(ROOT, file)));
}
