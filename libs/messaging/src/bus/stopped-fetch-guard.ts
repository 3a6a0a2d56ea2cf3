import { createRequire } from 'node:module';

interface Runner {
  readonly running: boolean;
  fetch(nodeId: number): Promise<object[]>;
}

const require = createRequire(import.meta.url);
const { prototype } = require('kafkajs/src/consumer/runner') as { prototype: Runner };
const { KafkaJSError } = require('kafkajs') as typeof import('kafkajs');
const { fetch } = prototype;

/**
 * When brokers come or go, kafkajs 2.2.4 ends its fetchers and starts others. A consumer that is stopped just then
 * stops the old ones only: the new ones are told at once, for ever, that there is nothing, and the process does
 * nothing else any more. So a consumer that is stopped fails them instead, which ends them and lets it leave.
 */
prototype.fetch = async function fetchUnlessStopped(this: Runner, nodeId) {
  if (!this.running) throw new KafkaJSError('The consumer is stopped.');
  return fetch.call(this, nodeId);
};
