import type { Exchange } from '../connector.js';
import type { Reply } from '../http/reply.js';
import { judge } from './answer.js';
import { judgeBatch, refusesArrays, refusesContent } from './batch-answer.js';

const NOW = Date.parse('2026-11-24T15:00:00Z');
const exchange: Exchange = {
  method: 'POST',
  url: 'https://wms.example/orders',
  requestHeaders: {},
  requestBody: '',
  status: null,
  responseBody: '',
  durationMs: 1,
};
const answered = (status: number, body: unknown = '', headers: Record<string, string> = {}): Reply => ({
  kind: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  oversized: false,
  header: (name) => headers[name] ?? null,
  clean: (text) => text.replaceAll('sesame', '***'),
  exchange,
});
const judged = (reply: Reply) => judge(reply, 'con_1:7', NOW);

describe('accepted', () => {
  it.each([
    [200, { id: 'W-1' }, 'W-1'],
    [201, { orderId: 77 }, '77'],
    [202, { wmsOrderId: 'W-3' }, 'W-3'],
    [200, { id: '', orderId: 'W-2' }, 'W-2'],
    [200, { ok: true }, 'con_1:7'],
    [200, { error: null, errors: [] }, 'con_1:7'],
    [200, { error: '' }, 'con_1:7'],
    [200, { error: false, errors: {} }, 'con_1:7'],
    [200, { id: 'W-1', errors: ['ship method unknown, default taken'] }, 'W-1'],
    [409, { id: 'W-1', externalId: 'con_1:7' }, 'W-1'],
    [204, '', 'con_1:7'],
    [200, { status: 'accepted', id: 'W-1' }, 'W-1'],
    [200, { status: 'duplicate' }, 'con_1:7'],
    [409, { id: 'W-1', message: 'exists' }, 'W-1'],
    [409, { externalId: 'con_1:7' }, 'con_1:7'],
  ])('%p %j: the order is %s', (status, body, wmsOrderId) => {
    expect(judged(answered(status, body))).toEqual({ kind: 'accepted', wmsOrderId, exchange });
  });
});

describe('ambiguous', () => {
  it.each([
    [200, '{"id":"W-'],
    [200, '<html>please log in</html>'],
    [200, '[]'],
    [200, 'null'],
    [200, '"W-1"'],
    [200, { status: 'error', message: 'database' }],
    [200, { status: 'queued?' }],
    [409, { message: 'exists' }],
    [409, { externalId: 'con_1:8' }],
    [409, { id: 'W-1', externalId: 'con_1:8' }],
    [200, { error: 'database away' }],
    [200, { error: { code: 7 } }],
    [200, { error: true }],
    [200, { errors: ['no such item'] }],
    [201, { errors: { item: ['unknown'] } }],
    [409, 'conflict'],
    [408, ''],
    [500, 'oops'],
    [502, ''],
    [504, ''],
    [599, ''],
  ])('%p %j', (status, body) => expect(judged(answered(status, body)).kind).toBe('ambiguous'));

  it('an answer that is too long to be read', () => {
    const reply: Reply = { ...answered(200, '{}'), oversized: true } as Reply;
    expect(judged(reply)).toMatchObject({ kind: 'ambiguous', reason: expect.stringContaining('too long') });
  });

  it('an error told with 200, in its own words', () => {
    expect(judged(answered(200, { errors: [{ message: 'no sesame' }] }))).toMatchObject({
      kind: 'ambiguous',
      reason: 'answered 200 with an error and without the id of an order: no ***',
    });
  });

  it('an answer that was lost', () => {
    expect(judged({ kind: 'lost', reason: 'reset', exchange })).toEqual({
      kind: 'ambiguous',
      reason: 'reset',
      exchange,
    });
  });
});

describe('unavailable', () => {
  it.each([
    [429, { 'retry-after': '7' }, 7_000],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 15:01:00 GMT' }, 60_000],
    [503, {}, null],
    [425, {}, null],
    [301, {}, null],
    [404, {}, null],
    [405, {}, null],
    [410, {}, null],
  ])('%p with %j, after %p ms', (status, headers, retryAfterMs) => {
    expect(judged(answered(status, 'x', headers))).toMatchObject({ kind: 'unavailable', retryAfterMs });
  });

  it('a request that was not written', () => {
    expect(judged({ kind: 'unsent', reason: 'ECONNREFUSED', exchange })).toMatchObject({
      kind: 'unavailable',
      reason: 'not sent: ECONNREFUSED',
      retryAfterMs: null,
    });
  });

  it('says what to check when the address is wrong', () => {
    expect(judged(answered(404))).toMatchObject({ reason: expect.stringContaining('check the address') });
  });
});

it.each([400, 402, 413, 415, 422, 451])("%p is rejected with the receiver's words", (status) => {
  expect(judged(answered(status, { message: 'no such item' }))).toEqual({
    kind: 'rejected',
    reason: `answered ${status}: no such item`,
    exchange,
  });
});

it('a row that is rejected in a single answer is rejected', () => {
  expect(judged(answered(200, { status: 'rejected', message: 'no stock' }))).toMatchObject({
    kind: 'rejected',
    reason: 'no stock',
  });
});

it.each([401, 403])('%p is unauthorized', (status) => {
  expect(judged(answered(status, { error: 'who are you' })).kind).toBe('unauthorized');
});

describe('a batch', () => {
  const ids = ['a', 'b', 'c'];
  const kinds = (reply: Reply) => judgeBatch(reply, ids, NOW).map(({ kind }) => kind);

  it('is answered order by order, in our order whatever theirs', () => {
    const results = [
      { externalId: 'c', status: 'error' },
      { externalId: 'a', status: 'accepted', id: 'W-a' },
      { externalId: 'b', status: 'rejected', message: 'no stock' },
    ];
    expect(judgeBatch(answered(200, { results }), ids, NOW)).toMatchObject([
      { kind: 'accepted', wmsOrderId: 'W-a' },
      { kind: 'rejected', reason: 'no stock' },
      { kind: 'ambiguous' },
    ]);
  });

  it('leaves only the order in doubt whose row is missing, double or unknown', () => {
    const a = { externalId: 'a', status: 'accepted' };
    expect(kinds(answered(200, { results: [a] }))).toEqual(['accepted', 'ambiguous', 'ambiguous']);
    const b = { externalId: 'b', status: 'accepted' };
    const refused = { ...b, status: 'rejected' };
    expect(kinds(answered(200, { results: [a, b, refused] }))).toEqual([
      'accepted',
      'ambiguous',
      'ambiguous',
    ]);
    const odd = { externalId: 'c', status: 'perhaps' };
    expect(kinds(answered(200, { results: [odd, b, a] }))).toEqual(['accepted', 'accepted', 'ambiguous']);
  });

  it.each([[{ ok: true }], ['{"results":['], [''], [{ results: {} }], [{ results: [null, 7, 'a'] }]])(
    'is wholly in doubt when answered %j',
    (body) => expect(kinds(answered(200, body))).toEqual(['ambiguous', 'ambiguous', 'ambiguous']),
  );

  it.each([
    [503, 'unavailable'],
    [500, 'ambiguous'],
    [401, 'unauthorized'],
    [413, 'rejected'],
  ])('shares a %p: %s', (status, kind) => {
    expect(kinds(answered(status, 'x'))).toEqual([kind, kind, kind]);
  });

  it.each<[number, boolean, boolean]>([
    [404, true, false],
    [405, true, false],
    [415, true, true],
    [400, false, true],
    [413, false, true],
    [422, false, true],
    ...[200, 302, 401, 409, 410, 429, 500, 503].map((status): [number, boolean, boolean] => [
      status,
      false,
      false,
    ]),
  ])('answered %p is refused as an array: %p, for its content: %p', (status, array, content) => {
    expect(refusesArrays(answered(status))).toBe(array);
    expect(refusesContent(answered(status), NOW)).toBe(content);
  });

  it.each([
    [{ id: 'W-1' }, ['ambiguous', 'ambiguous', 'ambiguous']],
    [{ id: 'W-1', externalId: 'b' }, ['ambiguous', 'accepted', 'ambiguous']],
    [{ externalId: 'c' }, ['ambiguous', 'ambiguous', 'accepted']],
    [{ message: 'exists' }, ['ambiguous', 'ambiguous', 'ambiguous']],
    ['conflict', ['ambiguous', 'ambiguous', 'ambiguous']],
  ])('that a conflict %j answers: %j', (body, expected) => {
    expect(kinds(answered(409, body))).toEqual(expected);
  });

  it('of one order is named by a conflict that has its id alone', () => {
    expect(judgeBatch(answered(409, { id: 'W-1' }), ['a'], NOW)).toMatchObject([
      { kind: 'accepted', wmsOrderId: 'W-1' },
    ]);
  });
});
