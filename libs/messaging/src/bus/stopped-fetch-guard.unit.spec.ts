import { createRequire } from 'node:module';
import { turn } from '../testing/stage.js';
import './stopped-fetch-guard.js';

interface Runner {
  running: boolean;
  fetch(nodeId: number): Promise<object[]>;
  scheduleFetchManager(): void;
  stop(): Promise<void>;
}
const require = createRequire(import.meta.url);
const RunnerOf = require('kafkajs/src/consumer/runner') as new (options: object) => Runner;
const { EventEmitter } = require('node:events') as typeof import('node:events');
const logger = { namespace: () => logger, debug() {}, info() {}, warn() {}, error() {} };

/** A consumer of two brokers, which answer a fetch when told to, with nothing. */
function consuming() {
  const state = { nodes: [1, 2], left: false, crashed: false };
  const answers = new Map<number, () => void>();
  const runner = new RunnerOf({
    logger,
    instrumentationEmitter: new EventEmitter(),
    retry: { initialRetryTime: 1, retries: 3 },
    onCrash: () => {
      state.crashed = true;
    },
    consumerGroup: {
      getNodeIds: () => state.nodes,
      heartbeat: async () => undefined,
      fetch: (nodeId: number) => new Promise((resolve) => answers.set(nodeId, () => resolve([]))),
      leave: async () => {
        state.left = true;
      },
    },
  });
  runner.running = true;
  return { runner, state, answer: (nodeId: number) => answers.get(nodeId)?.() };
}

it('fails the fetches of a consumer that is stopped, which bring nothing without any wait', async () => {
  const { runner, answer } = consuming();
  const fetched = runner.fetch(1);
  answer(1);
  expect(await fetched).toEqual([]);
  runner.running = false;
  await expect(runner.fetch(1)).rejects.toThrow('The consumer is stopped.');
});

it('lets a consumer leave that is stopped while its brokers change', async () => {
  const { runner, state, answer } = consuming();
  runner.scheduleFetchManager();
  await turn();
  state.nodes = [1, 2, 3];
  answer(1);
  await turn();
  // the first fetcher has ended over that, and the second one is waited for
  const stopped = runner.stop();
  answer(2);
  await stopped;
  expect(state).toMatchObject({ left: true, crashed: false });
});
