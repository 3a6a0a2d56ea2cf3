import { deadLetterTopic, GROUPS, topics } from '@joor-bridge/contracts';
import {
  type Bus,
  createBus,
  provisionTopics,
  publishUnreadable,
  readTopic,
  SILENT,
} from '@joor-bridge/messaging';
import { freshPrefix, type RunningKafka, resolveKafka } from '@joor-bridge/testing';
import { commandLine } from '../testing/command-line.js';

const ORDERS = topics.orders.name;
const prefix = freshPrefix();
let kafka: RunningKafka;
let bus: Bus;

beforeAll(async () => {
  kafka = await resolveKafka();
  bus = createBus({ brokers: kafka.brokers, prefix, clientId: 'test', log: SILENT });
  await provisionTopics(bus);
  await publishUnreadable(bus, { topic: ORDERS, group: GROUPS.poller }, [
    { key: 'con_1:9', body: Buffer.from('{"order_id":'), failure: new SyntaxError('cut short') },
  ]);
  await bus.publishAsIs(deadLetterTopic(ORDERS, GROUPS.router), [
    letter('con_1:7', 'unexpected', 'TypeError', 'x is undefined'),
    letter('con_1:8', 'malformed', 'Malformed', '/order/total: not a decimal'),
    letter('con_2:7', 'malformed', 'Malformed', '/order/total: not a decimal'),
  ]);
});
afterAll(async () => {
  await bus.close();
  await kafka.stop();
});

const letter = (key: string, kind: string, errorClass: string, message: string) => ({
  key,
  value: Buffer.from(JSON.stringify({ for: key })),
  headers: {
    ce_type: 'joor.order.revised.v1',
    'dlq-source-topic': ORDERS,
    'dlq-source-partition': '0',
    'dlq-source-offset': '12',
    'dlq-kind': kind,
    'dlq-error-class': errorClass,
    'dlq-error-message': message,
    'dlq-attempts': '5',
    'dlq-failed-at': '2026-11-24T14:00:00.000Z',
  },
  bytes: 1_000,
});
const dlq = (...args: string[]) =>
  commandLine('dlq', ...args, '--kafka-brokers', kafka.brokers.join(','), '--kafka-prefix', prefix);
const listed = async (...filter: string[]): Promise<{ letter: string; key: string }[]> =>
  JSON.parse((await dlq('list', '--json', ...filter)).out).items;
const keys = async (...filter: string[]) => (await listed(...filter)).map(({ key }) => key).sort();
const nameOf = async (key: string) => (await listed('--key', key))[0]?.letter ?? '';

it('lists the letters of every group, and those that the options leave', async () => {
  expect(await keys()).toEqual(['con_1:7', 'con_1:8', 'con_1:9', 'con_2:7']);
  expect(await keys('--kind', 'unexpected')).toEqual(['con_1:7']);
  expect(await keys('--key', 'con_1:', '--group', GROUPS.router)).toEqual(['con_1:7', 'con_1:8']);
  expect(await keys('--message', 'NOT A DECIMAL', '--error', 'Malformed')).toEqual(['con_1:8', 'con_2:7']);
  expect(await keys('--group', GROUPS.poller)).toEqual(['con_1:9']);
  expect(await keys('--from', '30m', '--group', GROUPS.router)).toEqual([]);
  expect(await keys('--limit', '2')).toHaveLength(2);
});

it('is a table for people', async () => {
  const { out } = await dlq('list', '--kind', 'unexpected');
  expect(out).toMatch(/^LETTER +KEY +KIND +ERROR +TRIES +GIVEN UP\n/);
  expect(out).toMatch(
    /joor\.orders\.v1\/order-router\/\d+\/\d+ +con_1:7 +unexpected +TypeError: x is undefined +5/,
  );
  expect((await dlq('list', '--key', 'nobody')).out).toBe('No dead letters.\n');
});

it('shows a letter with its record', async () => {
  const { out } = await dlq('show', await nameOf('con_1:7'));
  expect(out).toMatch(/source +joor\.orders\.v1, partition 0, offset 12/);
  expect(out).toContain('"for": "con_1:7"');
  const { out: raw } = await dlq('show', await nameOf('con_1:9'));
  expect(raw).toContain('never on the topic');
  expect(raw).toContain('{"order_id":');
});

it('refuses names that are none, and letters that are not there', async () => {
  expect(await dlq('show', 'seven')).toMatchObject({ code: 2, err: expect.stringContaining('topic/group') });
  const gone = `${ORDERS}/${GROUPS.router}/0/9999`;
  expect(await dlq('show', gone)).toMatchObject({ code: 3, err: expect.stringContaining(gone) });
  expect(await dlq('list', '--topic', 'nope')).toMatchObject({ code: 2 });
});

it('does nothing without being told to which', async () => {
  expect(await dlq('requeue')).toMatchObject({ code: 2, err: expect.stringContaining('Say which') });
  expect(await dlq('discard', 'a/b/0/0')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--reason'),
  });
  expect(await keys()).toHaveLength(4);
});

it('sends letters back to their topic, once', async () => {
  const name = await nameOf('con_1:7');
  expect((await dlq('requeue', name)).out).toBe('1 dead letter sent back.\n');
  const back: string[] = [];
  for await (const { message } of readTopic(bus, topics.orders)) back.push(message.value?.toString() ?? '');
  expect(back).toEqual(['{"for":"con_1:7"}']);
  expect(await keys()).toEqual(['con_1:8', 'con_1:9', 'con_2:7']);
  expect((await dlq('requeue', name)).code).toBe(3);
});

it('does not send back what never was on the topic', async () => {
  const { code, err } = await dlq('requeue', await nameOf('con_1:9'));
  expect([code, err]).toEqual([3, expect.stringContaining('never on joor.orders.v1')]);
});

it('discards what the options leave, with the reason', async () => {
  const done = await dlq(
    'discard',
    '--all',
    '--kind',
    'malformed',
    '--group',
    GROUPS.router,
    '--reason',
    'test data',
  );
  expect(done.out).toBe('2 dead letters discarded.\n');
  expect(await keys()).toEqual(['con_1:9']);
});
