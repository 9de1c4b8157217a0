import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CLOUD_SDKS = /^(@aws-sdk\/|@azure\/|@google-cloud\/|aws-cdk-lib|constructs|cdktf|@cdktf\/|@duckdb\/)/;
/** Development scripts that live beside what they generate; nothing imports them. */
const SCRIPTS = /^lib\/ocsf\/generate/;

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function filesUnder(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) {
      return filesUnder(path);
    }
    return /\.(ts|mjs)$/.test(name) && !SCRIPTS.test(path) ? [read(path)] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import|import\(|require\()\s*['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? '',
  );
  const resolved = specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(ROOT, normalize(join(ROOT, dirname(path), specifier))) : specifier,
  );
  return { path, text, imports: resolved };
}

const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
const offenders = (files: readonly SourceFile[], bad: (file: SourceFile) => boolean) =>
  files.filter(bad).map((file) => file.path);

const lib = filesUnder('lib');
const core = lib.filter((file) => !file.path.startsWith('lib/targets/'));
const all = [...lib, ...filesUnder('functions'), ...filesUnder('infra')];

describe('the layers', () => {
  it('keeps cloud SDKs and the file system out of the core', () => {
    const found = offenders(core, (file) =>
      file.imports.some(
        (name) =>
          CLOUD_SDKS.test(name) ||
          (/^node:(fs|child_process|http|net$|os)/.test(name) && name !== 'node:net'),
      ),
    );
    expect(found).toEqual([]);
  });

  it('keeps the clock, chance and the environment out of the core', () => {
    const found = offenders(core, (file) =>
      /process\.env|Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(code(file.text)),
    );
    expect(found).toEqual([]);
  });

  it('lets nothing in lib import functions or infra, and nothing in infra import functions', () => {
    expect(offenders(lib, (file) => file.imports.some((name) => /^(functions|infra)\//.test(name)))).toEqual(
      [],
    );
    expect(
      offenders(filesUnder('infra'), (file) => file.imports.some((name) => /^functions\//.test(name))),
    ).toEqual([]);
  });

  it('lets sources know OCSF and nothing of the pipeline, the lake or rules', () => {
    const sources = lib.filter((file) => file.path.startsWith('lib/sources/'));
    expect(
      offenders(sources, (file) =>
        file.imports.some((name) => /^lib\/(pipeline|lake|sigma|alerts|targets|config)\//.test(name)),
      ),
    ).toEqual([]);
  });

  it('imports CDK in infra only, and the Terraform providers by deep path', () => {
    const cdk = offenders(
      all,
      (file) =>
        !file.path.startsWith('infra/') &&
        file.imports.some((name) => /^(aws-cdk-lib|cdktf|@cdktf)/.test(name)),
    );
    const shallow = offenders(all, (file) =>
      file.imports.some((name) => /^@cdktf\/provider-[a-z]+$/.test(name)),
    );
    expect([cdk, shallow]).toEqual([[], []]);
  });

  it('keeps every file short enough to hold in mind', () => {
    const lengths = all
      .filter((file) => !file.path.includes('.generated.'))
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(lengths.filter(({ lines }) => lines > 200).length / lengths.length).toBeLessThanOrEqual(0.1);
  });
});
