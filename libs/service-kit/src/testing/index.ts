export { bootForTest, type TestedService, testKek } from './boot-for-test.js';
export { type OpenApiSubject, openApiTests } from './open-api-tests.js';
export { ServiceProcess } from './service-process.js';
export { testServers } from './test-servers.js';
