export * from './failure.js';
export * from './record.js';
