const base = require('./jest.base.cjs');

const project = (level, more = {}) => ({
  ...base,
  rootDir: __dirname,
  displayName: level,
  testMatch: [
    `<rootDir>/{apps,libs,bench}/**/src/**/*.${level}.spec.ts`,
    `<rootDir>/tools/**/*.${level}.spec.mjs`,
  ],
  ...more,
});

/** Levels are in the file name; `--selectProjects unit` runs one of them. */
module.exports = {
  projects: [project('unit'), project('int'), project('e2e'), project('timed')],
  testSequencer: `${__dirname}/tools/test/slow-first.cjs`,
  workerIdleMemoryLimit: '700MB',
  testTimeout: 60_000,
};
