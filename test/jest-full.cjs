// The configuration of `npm test`, with all of what that repeats in part only: see support/effort.ts.
const config = require('../jest.config.json');

module.exports = {
  ...config,
  rootDir: '..',
  setupFiles: ['<rootDir>/test/support/full.ts', ...config.setupFiles],
};
