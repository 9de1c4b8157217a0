// Bundles the command line (and, later, each cloud's handlers) into dist/, and the benchmark, so that it measures what
// runs. Runs on `npm ci` and before tests.
import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

await build({
  entryPoints: {
    kumomori: 'functions/local/main.ts',
    demo: 'functions/local/demo/run.ts',
    bench: 'test/bench/run.ts',
    'prepare-rules': 'functions/local/prepare-rules.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // Native bindings, and AWS's clients, which few commands load: found in node_modules at run time.
  external: ['@duckdb/node-api', 'esbuild', 'hyparquet-writer', '@aws-sdk/*', '@smithy/*'],
  logLevel: 'warning',
});

// The shipped rules as they are loaded, beside the bundle: a start need not read their YAML.
execFileSync(process.execPath, ['dist/prepare-rules.js'], { stdio: 'inherit' });
