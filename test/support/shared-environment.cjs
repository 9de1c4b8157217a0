const { TestEnvironment } = require('jest-environment-node');

/** Node, with a way to the worker's own modules: see shared-package.cjs. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.__sharedPackage = (path) => require(path);
  }
};
