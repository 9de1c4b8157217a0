// Bundles the command line (and, later, each cloud's handlers) into dist/. Runs on `npm ci` and before tests.
import { build } from 'esbuild';

await build({
  entryPoints: { kumomori: 'functions/local/main.ts', demo: 'functions/local/demo/run.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  // Native bindings, found in node_modules at run time.
  external: ['@duckdb/node-api'],
  logLevel: 'warning',
});
