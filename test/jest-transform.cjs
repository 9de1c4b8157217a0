// Types are checked by `tsc`; here esbuild only strips them, and turns the ESM-only test packages into CommonJS.
const { transformSync } = require('esbuild');

module.exports = {
  process(source, path) {
    const loader = path.endsWith('.ts') ? 'ts' : 'js';
    const { code } = transformSync(source, {
      loader,
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: path,
      // A lazy import becomes a lazy require: Jest's sandbox has no dynamic import.
      supported: { 'dynamic-import': false },
    });
    return { code };
  },
};
