// Bundles the command line (and, later, each cloud's handlers) into dist/, and the benchmark, so that it measures what
// runs. Runs on `npm ci` and before tests.
import { build } from 'esbuild';

await build({
  entryPoints: {
    kumomori: 'functions/local/main.ts',
    demo: 'functions/local/demo/run.ts',
    bench: 'test/bench/run.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // Native bindings, found in node_modules at run time.
  external: ['@duckdb/node-api', 'esbuild', 'hyparquet-writer'],
  logLevel: 'warning',
});
