export * from './catalogue.js';
export * from './connector.js';
export * from './credentials.js';
export * from './options.js';
export * from './skubana/token-exchange.js';
