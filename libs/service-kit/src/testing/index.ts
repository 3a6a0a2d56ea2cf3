export { bootForTest, type TestedService, testKek } from './boot-for-test.js';
