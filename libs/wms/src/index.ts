export * from './connector.js';
export * from './credentials.js';
export * from './generic/connector.js';
export * from './options.js';
