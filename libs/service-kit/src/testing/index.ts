export { bootForTest, type TestedService, testKek } from './boot-for-test.js';
export { testServers } from './test-servers.js';
