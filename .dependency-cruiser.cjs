/**
 * Import direction of the house: contracts <- messaging, persistence, joor, wms <- service-kit <- apps.
 * kafkajs, TypeORM's DataSource and process.env each live in one room.
 */
const lib = (name) => `^libs/${name}/`;
const SPEC = '\\.spec\\.ts$';
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
      from: { path: '^libs/(messaging|persistence|joor|wms)/', pathNot: SPEC },
      to: { path: '^(libs/|apps/)', pathNot: '^libs/(contracts|$1)/' },
    },
    {
      name: 'service-kit-does-not-import-apps-or-testing',
      severity: 'error',
      from: { path: lib('service-kit'), pathNot: SPEC },
      to: { path: '^(apps|libs/testing)/' },
    },
    {
      name: 'apps-meet-only-through-contracts-and-kafka',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: SPEC },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `(${SPEC}|^libs/testing/|/conformance/|/testing/)` },
      to: { path: lib('testing') },
    },
    {
      name: 'kafkajs-only-in-messaging',
      severity: 'error',
      from: { pathNot: lib('messaging') },
      to: { path: '^node_modules/kafkajs/' },
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
