// The configuration of `npm test`, with all of what that does in part only: whole journeys (*.full.test.ts), and what
// support/effort.ts counts.
const config = require('../jest.config.json');

module.exports = {
  ...config,
  rootDir: '..',
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/support/full.ts', ...config.setupFiles],
};
