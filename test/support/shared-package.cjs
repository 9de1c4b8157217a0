// Packages that take a second to load and keep nothing of a test: Jest's sandbox has the worker's own instance of them,
// which is loaded once a worker and not once a test file.
module.exports = {
  process: (_, path) => ({
    code: `module.exports = globalThis.__sharedPackage(${JSON.stringify(path)});`,
  }),
  // The text of the file does not matter.
  getCacheKey: (_, path) => Buffer.from(`shared ${path}`).toString('base64url'),
};
