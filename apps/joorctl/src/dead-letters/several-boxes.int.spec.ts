import { deadLetterTopic, GROUPS, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { freshPrefix, type RunningKafka, resolveKafka } from '@joor-bridge/testing';
import { commandLine } from '../testing/command-line.js';

const ORDERS = topics.orders.name;
const REPLAY = topics.ordersReplay.name;
const prefix = freshPrefix();
let kafka: RunningKafka;
let bus: Bus;

/** Given up at that minute past two. */
const letter = (source: string, minute: number) => ({
  key: `con_1:${minute}`,
  value: Buffer.from('{}'),
  headers: {
    'dlq-source-topic': source,
    'dlq-source-partition': '0',
    'dlq-source-offset': String(minute),
    'dlq-kind': 'malformed',
    'dlq-error-class': 'Malformed',
    'dlq-failed-at': `2026-11-24T14:${String(minute).padStart(2, '0')}:00.000Z`,
  },
  bytes: 1_000,
});

beforeAll(async () => {
  kafka = await resolveKafka();
  bus = createBus({ brokers: kafka.brokers, prefix, clientId: 'test', log: SILENT });
  await provisionTopics(bus);
});
afterAll(async () => {
  await bus.close();
  await kafka.stop();
});

const dlq = (...args: string[]) =>
  commandLine('dlq', ...args, '--kafka-brokers', kafka.brokers.join(','), '--kafka-prefix', prefix);

it('deals with none of none, and says so', async () => {
  expect(await dlq('requeue', '--all')).toMatchObject({ code: 0, out: '0 dead letters sent back.\n' });
  expect(await dlq('discard', '--all', '--reason', 'x', '--json')).toMatchObject({
    code: 0,
    out: expect.stringContaining('"letters": []'),
  });
  expect(JSON.parse((await dlq('list', '--json')).out)).toEqual({ items: [], more: false });
});

describe('letters of two boxes', () => {
  beforeAll(async () => {
    await bus.publishAsIs(
      deadLetterTopic(ORDERS, GROUPS.router),
      [2, 4, 6].map((minute) => letter(ORDERS, minute)),
    );
    await bus.publishAsIs(
      deadLetterTopic(REPLAY, GROUPS.routerReplay),
      [1, 3, 5].map((minute) => letter(REPLAY, minute)),
    );
  });
  const listed = async (...args: string[]): Promise<{ items: { key: string }[]; more: boolean }> =>
    JSON.parse((await dlq('list', '--json', ...args)).out);
  const keys = async (...args: string[]) => (await listed(...args)).items.map(({ key }) => key);

  it('come oldest first, whatever their box', async () => {
    expect(await keys()).toEqual([1, 2, 3, 4, 5, 6].map((minute) => `con_1:${minute}`));
  });

  it('are cut after they are put in order, and it is said that there are more', async () => {
    expect(await keys('--limit', '3')).toEqual(['con_1:1', 'con_1:2', 'con_1:3']);
    expect((await listed('--limit', '3')).more).toBe(true);
    expect((await listed('--limit', '6')).more).toBe(false);
    expect((await dlq('list', '--limit', '5')).out).toMatch(/\n\nThere are more: add --limit 50, or narrow/);
    expect((await dlq('list', '--limit', '6')).out).not.toContain('more');
  });

  it('are named apart', async () => {
    const { items } = JSON.parse((await dlq('list', '--json')).out) as { items: { letter: string }[] };
    const [first = { letter: '' }, second = { letter: '' }] = items;
    expect((await dlq('show', first.letter)).out).toMatch(/key +con_1:1/);
    const done = await dlq('discard', first.letter, second.letter, '--reason', 'test');
    expect(done.out).toBe('2 dead letters discarded.\n');
    expect(await keys('--limit', '2')).toEqual(['con_1:3', 'con_1:4']);
  });
});
