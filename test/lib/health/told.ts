import { join } from 'node:path';
import { build } from 'esbuild';

const HANDLERS = join(__dirname, '..', '..', '..', 'functions', 'aws');

/** A call of `emit` that is in what a handler runs. */
export interface Told {
  readonly metric: string;
  /** Value of the dimension: as text where it is written out, else the expression. */
  readonly of?: string;
}

/**
 * What a handler tells, read from its bundle: only code that it imports is in there, and no comment. The name of a metric
 * must be written out, so that it can be read.
 */
export async function toldBy(handler: string): Promise<readonly Told[]> {
  const { outputFiles } = await build({
    entryPoints: [join(HANDLERS, `${handler}.ts`)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [
      {
        name: 'telemetry',
        setup: ({ onResolve }) =>
          onResolve({ filter: /\/telemetry$/ }, ({ importer, path }) =>
            importer.includes('/functions/aws/') || path === './telemetry'
              ? { path: 'telemetry', external: true }
              : undefined,
          ),
      },
    ],
  });
  const code = outputFiles[0]?.text ?? '';
  return [...code.matchAll(/import_telemetry\d*\.emit\)?\(/g)].map(({ index, 0: call }) =>
    callOf(argumentsAt(code, index + call.length)),
  );
}

function callOf([name = '', , of]: readonly string[]): Told {
  const metric = literal(name);
  if (metric === undefined) {
    throw new Error(`emit(${name}): write the name of the metric out, so that it can be read from the code`);
  }
  return { metric, ...(of === undefined ? {} : { of: literal(of) ?? of }) };
}

function literal(expression: string): string | undefined {
  return /^"([^"\\]*)"$/.exec(expression)?.[1];
}

/** The arguments of a call, whose opening parenthesis is before `start`. */
function argumentsAt(code: string, start: number): string[] {
  const found = [''];
  let depth = 0;
  for (const [token] of code.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\s\S]/g)) {
    if (depth === 0 && token === ')') {
      break;
    }
    depth += '([{'.includes(token) ? 1 : ')]}'.includes(token) ? -1 : 0;
    if (depth === 0 && token === ',') {
      found.push('');
    } else {
      found[found.length - 1] += token;
    }
  }
  return found;
}
