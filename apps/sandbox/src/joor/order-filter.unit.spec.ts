import { matches, matchesExport } from './order-filter.js';
import { readOrderQuery } from './order-query.js';
import { type Export, factsOf, type StoredOrder } from './stored-order.js';

const MODIFIED = Date.parse('2026-11-10T00:00:00Z');
const stored = (fields: object = {}, state: Export = { state: 'never' }): StoredOrder => {
  const raw = {
    order_id: 1,
    order_type: '4',
    date_modified: '2026-11-10T00:00:00.000000+00:00',
    customer_code: 'C1',
    customer_group_name: 'Specialty',
    ...fields,
  };
  return { key: '1', raw, facts: factsOf(raw), export: state };
};
const found = (query: string, order: StoredOrder) =>
  matches(readOrderQuery(new URLSearchParams(`sync=0&order_type=8&${query}`), 50), order);

describe('order_type of a request', () => {
  it.each([
    [1, ['6']],
    [2, ['4', '5']],
    [3, ['3']],
    [4, ['1', '3', '4', '5', '6']],
    [5, ['0']],
    [6, ['4']],
    [7, ['5']],
    [8, ['0', '1', '3', '4', '5', '6']],
  ])('%d returns %j', (orderType, expected) => {
    const query = readOrderQuery(new URLSearchParams(`sync=0&order_type=${orderType}`), 50);
    const statuses = ['0', '1', '3', '4', '5', '6'].filter((order_type) =>
      matches(query, stored({ order_type })),
    );
    expect(statuses).toEqual(expected);
  });
});

describe('export_status of a request', () => {
  const states: Record<string, Export> = {
    never: { state: 'never' },
    failed: { state: 'failed', reason: 'missing required customer_code' },
    exported: { state: 'exported', at: MODIFIED },
    edited: { state: 'exported', at: MODIFIED - 1 },
  };

  it.each([
    [1, ['never', 'failed', 'exported', 'edited']],
    [2, ['never', 'failed']],
    [3, ['exported', 'edited']],
    [4, ['edited']],
    [5, ['never', 'failed', 'edited']],
    [6, ['never']],
    [7, ['never', 'edited']],
  ])('%d returns %j', (filter, expected) => {
    const names = Object.keys(states).filter((name) =>
      matchesExport(filter, states[name] as Export, MODIFIED),
    );
    expect(names).toEqual(expected);
  });
});

describe('the window', () => {
  it.each([
    ['2026-11-09T00:00:00Z', '2026-11-11T00:00:00Z', true],
    ['2026-11-10T00:00:00Z', '2026-11-10T00:00:00Z', true],
    ['2026-11-10T00:00:00.001Z', '2026-11-11T00:00:00Z', false],
    ['2026-11-09T00:00:00Z', '2026-11-09T23:59:59.999Z', false],
  ])('%s to %s: %s', (start, end, expected) => {
    expect(found(`date_start=${start}&date_end=${end}`, stored())).toBe(expected);
  });

  it('leaves in what has no readable date, so that it is seen at all', () => {
    const odd = stored({ date_modified: 'yesterday' });
    expect(found('date_start=2026-11-09T00:00:00Z&date_end=2026-11-09T00:00:01Z', odd)).toBe(true);
  });
});

describe('the customer filters', () => {
  it.each([
    ['customer_code=C1', true],
    ['customer_code=c1', false],
    ['customer_group_name=Specialty', true],
    ['customer_group_name=Department', false],
  ])('%s: %s', (query, expected) => {
    expect(found(query, stored())).toBe(expected);
  });
});

describe('factsOf', () => {
  it.each([null, 'order', 7, [], {}, { order_id: { a: 1 }, order_type: [4] }])('bears %j', (raw) => {
    expect(factsOf(raw)).toEqual({
      orderId: '',
      status: '',
      modifiedAt: Number.NaN,
      customerCode: '',
      customerGroup: '',
    });
  });

  it('reads numbers and texts alike', () => {
    expect(factsOf({ order_id: 7, order_type: 4 })).toMatchObject({ orderId: '7', status: '4' });
  });
});
