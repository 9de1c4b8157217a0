// For `npm run test:full`: see effort.ts.
process.env.KUMOMORI_TESTS = 'full';
