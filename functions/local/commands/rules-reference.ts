import { readFile } from 'node:fs/promises';
import { basename, extname, isAbsolute, join } from 'node:path';
import { parseSuppressions } from '../../../lib/alerts/suppress/parse';
import { formatProblem } from '../../../lib/config/problem';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { parseDirectory } from '../../../lib/pipeline/enrich/directory';
import { openGeoDatabase } from '../../../lib/pipeline/enrich/geo';
import type { BundleFile } from '../../../lib/rules/bundle';
import { REFERENCE_NAMES, referenceRole } from '../../../lib/rules/reference-file';
import { UsageError } from '../errors';

/**
 * Reference data of a bundle: the files named, else those the configuration names, each under the name by which
 * functions know what it is. Throws a usage error for one that functions could not read.
 */
export async function referenceFiles(
  named: readonly string[] | undefined,
  platform: ResolvedPlatform,
  configFolder: string,
): Promise<readonly BundleFile[]> {
  const wanted = named?.map((file) => ({ file, path: basename(file) })) ?? configured(platform, configFolder);
  return Promise.all(wanted.map(({ file, path }) => read(file, path)));
}

interface Wanted {
  readonly file: string;
  readonly path: string;
}

function configured({ enrichment, detections }: ResolvedPlatform, folder: string): readonly Wanted[] {
  const { users, accounts, geo } = enrichment;
  const { suppressions } = detections;
  const one = (file: string | undefined, name: string) =>
    file === undefined
      ? []
      : [{ file: isAbsolute(file) ? file : join(folder, file), path: `${name}${extname(file)}` }];
  return [
    ...one(users, 'users'),
    ...one(accounts, 'accounts'),
    ...one(suppressions, 'suppressions'),
    // Their names keep them in the order of precedence.
    ...geo.flatMap((file, index) => one(file, `geo-${String(index).padStart(2, '0')}`)),
  ];
}

async function read(file: string, path: string): Promise<BundleFile> {
  const bytes = await readFile(file).catch(() => {
    throw new UsageError(`${file}: cannot be read`);
  });
  const problems = problemsOf(file, path, bytes);
  if (problems.length > 0) {
    throw new UsageError(['nothing is published: functions could not use this', ...problems].join('\n'));
  }
  return { kind: 'reference', path, bytes };
}

function problemsOf(file: string, path: string, bytes: Buffer): readonly string[] {
  switch (referenceRole(path)) {
    case 'users':
    case 'accounts': {
      const parsed = parseDirectory(bytes.toString('utf8'), file);
      return parsed.ok ? [] : parsed.problem;
    }
    case 'suppressions': {
      const parsed = parseSuppressions(bytes.toString('utf8'), file);
      return parsed.ok ? [] : parsed.problem.map(formatProblem);
    }
    case 'geo':
      return geoProblems(file, bytes);
    case undefined:
      return [`${file}: is no reference data that functions know; name it ${REFERENCE_NAMES}`];
  }
}

function geoProblems(file: string, bytes: Buffer): readonly string[] {
  try {
    openGeoDatabase(bytes);
    return [];
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
