import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform } from '../../infra/load-platform';
import { GCP, HEAD } from '../lib/config/support';
import { outputDirectory, removeOutputs } from './support';

afterAll(removeOutputs);

function configFile(text: string): string {
  const path = join(outputDirectory(), 'acme.yaml');
  writeFileSync(path, text);
  return path;
}

describe('loadPlatform', () => {
  const before = process.env.KUMOMORI_CONFIG;

  afterEach(() => {
    if (before === undefined) {
      delete process.env.KUMOMORI_CONFIG;
    } else {
      process.env.KUMOMORI_CONFIG = before;
    }
  });

  it('reads the file it is given', () => {
    expect(loadPlatform(configFile(HEAD + GCP)).name).toBe('acme');
  });

  it('reads the file the environment names where it is given none', () => {
    process.env.KUMOMORI_CONFIG = configFile(HEAD + GCP);

    expect(loadPlatform().name).toBe('acme');
  });

  it('throws every problem, a line each, with the file as it was named', () => {
    const path = configFile(`${HEAD}retention: { hot_days: 0, colour: red }\n${GCP}`);

    expect(() => loadPlatform(path)).toThrow(new RegExp(`^${path}:5: .*\n${path}:5: .*$`));
  });

  it('says what to do where there is no file', () => {
    expect(() => loadPlatform('/nowhere/platform.yaml')).toThrow(
      '/nowhere/platform.yaml: cannot be read: name a file with --config, or write one with `kumomori init`',
    );
  });
});
