const { readFileSync } = require('node:fs');

const { exclude: _, ...swc } = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));

/** What every Jest project of the repository shares: native ESM on TypeScript sources. */
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@joor-bridge/source', 'node', 'node-addons'] },
  resolver: `${__dirname}/tools/jest-resolver.cjs`,
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': [
      require.resolve('@swc/jest'),
      { ...swc, swcrc: false, sourceMaps: 'inline', module: { type: 'es6' } },
    ],
  },
};
