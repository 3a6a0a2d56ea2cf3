import { allTopics } from '@joor-bridge/contracts';
import { freshPrefix, type RunningKafka, resolveKafka } from '@joor-bridge/testing';
import { commandLine } from '../testing/command-line.js';

let kafka: RunningKafka;
const prefix = freshPrefix();
beforeAll(async () => {
  kafka = await resolveKafka();
});
afterAll(() => kafka.stop());
const topics = (...args: string[]) =>
  commandLine('topics', ...args, '--kafka-brokers', kafka.brokers.join(','), '--kafka-prefix', prefix);

it('checks, makes what is missing, and finds all well', async () => {
  const before = await topics('check');
  expect(before.code).toBe(1);
  expect(before.out).toContain(`topic ${prefix}joor.orders.v1 is missing`);
  expect(before.out).toContain('joorctl topics apply');

  const made = await topics('apply', '--json');
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out).created).toHaveLength(allTopics().length);
  expect((await topics('apply')).out).toBe(`${allTopics().length} topics left as they were.\n`);

  const after = await topics('check', '--json');
  expect([after.code, JSON.parse(after.out)]).toEqual([0, { ok: true, faults: [] }]);
});

it('lists what there is to be, with the prefix, without asking Kafka', async () => {
  const { out } = await commandLine('topics', 'list', '--json', '--kafka-prefix', 'x-');
  expect(JSON.parse(out)).toContainEqual({
    name: 'x-joor.orders.v1',
    partitions: 6,
    cleanup: 'newest per key, all for 30 days',
    owner: 'joor-poller',
    description: expect.any(String),
  });
  expect((await commandLine('topics', 'list')).out).toMatch(
    /joor\.orders\.replay\.v1 +6 +7 days +order-router/,
  );
});

it('says in one sentence that Kafka is not there', async () => {
  const { code, err } = await commandLine('topics', 'check', '--kafka-brokers', '127.0.0.1:1');
  expect([code, err]).toEqual([4, expect.stringMatching(/^Kafka cannot be used .+--kafka-brokers\.\n$/)]);
});
