/**
 * Import direction of the house: contracts <- messaging, persistence, joor, wms <- service-kit <- apps.
 * kafkajs, TypeORM's DataSource and process.env each live in one room.
 */
const lib = (name) => `^libs/${name}/`;
/** Specs, and what only specs use: a library's conformance suite and the parts it lends to other tests. */
const TEST = '(\\.spec\\.ts$|/src/(conformance|testing)/)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contracts-import-nothing-of-ours',
      severity: 'error',
      from: { path: lib('contracts') },
      to: { path: '^(libs/(?!contracts/)|apps/)' },
    },
    {
      name: 'leaf-libs-import-contracts-only',
      comment: 'messaging, persistence, joor and wms do not know each other',
      severity: 'error',
      from: { path: '^libs/(messaging|persistence|joor|wms)/', pathNot: TEST },
      to: { path: '^(libs/|apps/)', pathNot: '^libs/(contracts|$1)/' },
    },
    {
      name: 'service-kit-does-not-import-apps-or-testing',
      severity: 'error',
      from: { path: lib('service-kit'), pathNot: TEST },
      to: { path: '^(apps|libs/testing)/' },
    },
    {
      name: 'apps-meet-only-through-contracts-and-kafka',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: TEST },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `(${TEST}|^libs/testing/)` },
      to: { path: lib('testing') },
    },
    {
      name: 'test-parts-are-for-tests',
      severity: 'error',
      from: { path: '^(apps|libs|bench)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-unknown-imports',
      comment: 'a package that no package.json names, or a file that is not there',
      severity: 'error',
      from: { path: '^(apps|libs|bench)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'kafkajs-only-in-messaging',
      severity: 'error',
      from: { pathNot: lib('messaging') },
      to: { path: '(^|/)node_modules/kafkajs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@joor-bridge/source', 'import', 'node', 'default'],
    },
  },
};
