import { loadConfig } from '../../../lib/config/load';
import { MIGRATIONS, type Migration, migrate } from '../../../lib/config/migrate';
import { CONFIG_VERSION } from '../../../lib/config/schema/platform';
import { GCP, problemsOf } from './support';

const BODY = `lifecycle: trial\nvolume: startup\n${GCP}`;

/** A version that never was: `size` became `volume`. */
const RENAME_SIZE: Migration = {
  from: 0,
  summary: 'size is called volume',
  migrate: ({ size, ...rest }) => ({ ...rest, volume: size }),
};

describe('migrate', () => {
  it.each([
    [BODY, 'platform.yaml:1: version is required: add `version: 1`'],
    [
      `${BODY}version: '1'\n`,
      'platform.yaml:7: version must be a whole number, got "1": this release writes 1',
    ],
    [
      `${BODY}version: 1.5\n`,
      'platform.yaml:7: version must be a whole number, got 1.5: this release writes 1',
    ],
    [
      `${BODY}version: 7\n`,
      'platform.yaml:7: version is newer than this release knows (1), got 7: update kumomori',
    ],
    [
      `${BODY}version: 0\n`,
      'platform.yaml:7: version is older than this release can migrate, got 0: start from `kumomori init`',
    ],
    [
      `${BODY}version: -9007199254740991\n`,
      'platform.yaml:7: version is older than this release can migrate, got -9007199254740991: start from `kumomori init`',
    ],
  ])('says what to do about the version of %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('brings an older file up to date before it is checked', () => {
    const old = `version: 0\nlifecycle: trial\nsize: midsize\n${GCP}`;

    const loaded = loadConfig(old, 'platform.yaml', [RENAME_SIZE]);

    expect(loaded).toMatchObject({ ok: true, value: { version: CONFIG_VERSION, volume: 'midsize' } });
  });

  it('keeps the lines of what a migration left in place', () => {
    const old = `version: 0\nlifecycle: trail\nsize: big\n${GCP}`;

    const loaded = loadConfig(old, 'platform.yaml', [RENAME_SIZE]);

    expect(loaded.ok ? [] : loaded.problem.map(({ line, path }) => [line, path])).toEqual([
      [1, 'volume'],
      [2, 'lifecycle'],
    ]);
  });

  it('takes every step from the oldest version on, once', () => {
    const steps = [-2, -1, 0].map(
      (from): Migration => ({
        from,
        summary: '',
        migrate: (config) => ({ ...config, [`step${from}`]: true }),
      }),
    );

    expect(migrate({ version: -1 }, steps)).toEqual({
      ok: true,
      value: { version: 1, 'step-1': true, step0: true },
    });
  });

  it('has a step for every version but the newest, each said in words', () => {
    expect(MIGRATIONS.map(({ from }) => from)).toEqual(
      Array.from({ length: CONFIG_VERSION - 1 }, (_, index) => index + 1),
    );
    expect(MIGRATIONS.every(({ summary }) => summary !== '')).toBe(true);
  });
});
