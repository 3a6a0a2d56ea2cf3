import type { DeadLetter } from '@joor-bridge/messaging';
import { BOXES, boxesOf, letterName } from './boxes.js';
import { LETTER_COLUMNS, letterJson, letterText, letterValue, listedLetter } from './letter-text.js';

const aLetter = (value: string | null, more: Partial<DeadLetter> = {}): DeadLetter => ({
  box: { topic: 'joor.orders.v1', group: 'order-router' },
  partition: 2,
  offset: 40,
  key: 'con_1:7',
  headers: { ce_type: 'joor.order.revised.v1' },
  sourcePartition: 2,
  sourceOffset: 12,
  kind: 'malformed',
  errorClass: 'Malformed',
  errorMessage: '/order/total: not a decimal',
  attempts: 1,
  failedAt: '2026-11-24T14:00:00.000Z',
  replayCount: 0,
  record: {
    partition: 2,
    offset: 40,
    message: {
      key: Buffer.from('con_1:7'),
      value: value === null ? null : Buffer.from(value),
      timestamp: '0',
      attributes: 0,
      offset: '40',
      headers: {},
    },
  },
  ...more,
});

it('names a letter by where it lies', () => {
  expect(letterName(aLetter('{}'))).toBe('joor.orders.v1/order-router/2/40');
});

it('has a value for every column of the list', () => {
  expect(listedLetter(aLetter('{}'))).toHaveLength(LETTER_COLUMNS.length);
});

it('keeps a long error short in the list', () => {
  const listed = listedLetter(aLetter('{}', { errorMessage: 'x'.repeat(5_000) }));
  expect(Math.max(...listed.map((text) => text.length))).toBeLessThanOrEqual(100);
});

it('shows JSON indented', () => {
  expect(letterText(aLetter('{"order":{"id":7}}'))).toContain('{\n  "order": {\n    "id": 7\n  }\n}');
});

it('shows what is no JSON as it is, but for control characters', () => {
  expect(letterText(aLetter('{"cut'))).toContain('\n\n{"cut');
  expect(letterText(aLetter('\u001b[2Jboo'))).toContain('?[2Jboo');
});

it('shows the beginning of a long record, and says where the rest is', () => {
  const text = letterText(aLetter('y'.repeat(10_000)));
  expect(text).toContain('6000 characters more; --json has it whole.');
  expect(text).not.toContain('y'.repeat(4_001));
});

it('says that a record has no value', () => {
  expect(letterText(aLetter(null))).toContain('The record has no value.');
  expect(letterValue(aLetter(null))).toBeNull();
});

it('says that a letter was never on its topic', () => {
  expect(letterText(aLetter('{}', { sourceOffset: -1 }))).toMatch(/source +never on the topic/);
});

it('gives scripts every fact, with the source', () => {
  expect(letterJson(aLetter('{}'))).toEqual({
    letter: 'joor.orders.v1/order-router/2/40',
    partition: 2,
    offset: 40,
    key: 'con_1:7',
    kind: 'malformed',
    errorClass: 'Malformed',
    errorMessage: '/order/total: not a decimal',
    attempts: 1,
    failedAt: '2026-11-24T14:00:00.000Z',
    replayCount: 0,
    source: { topic: 'joor.orders.v1', group: 'order-router', partition: 2, offset: 12 },
    headers: { ce_type: 'joor.order.revised.v1' },
  });
});

it('knows every place where dead letters lie', () => {
  expect(BOXES).toEqual(
    expect.arrayContaining([
      { topic: 'joor.orders.v1', group: 'order-router' },
      { topic: 'joor.orders.v1', group: 'joor-poller' },
      { topic: 'joor.orders.replay.v1', group: 'order-router-replay' },
    ]),
  );
  expect(boxesOf({ group: 'joor-poller' })).toEqual([{ topic: 'joor.orders.v1', group: 'joor-poller' }]);
  expect(boxesOf({ topic: 'nope' })).toEqual([]);
  expect(boxesOf({})).toEqual(BOXES);
});
