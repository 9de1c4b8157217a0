#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const bundle = join(__dirname, '..', '..', 'dist', 'kumomori.js');
if (!existsSync(bundle)) {
  process.stderr.write('kumomori: not built yet; run `npm run build` in the checkout (npm ci does it)\n');
  process.exit(2);
}
require(bundle);
