import fc from 'fast-check';
import { orderListAnswer } from '../parse/fixtures/order-list-answer.js';
import { parseOrder } from '../parse/parse-order.js';
import { revisionOf } from './revision-of.js';
import { stableJson } from './stable-json.js';

const [record] = orderListAnswer.orders;
const [item] = record?.line_items ?? [];
const hash = (changes: object = {}) => revisionOf(parseOrder({ ...record, ...changes }));

test('a revision is 32 hex digits and the same every time', () => {
  expect(hash()).toMatch(/^[0-9a-f]{32}$/);
  expect(hash()).toBe(hash());
});

test('what only JOOR moves makes no revision', () => {
  expect(hash({ date_modified: '2030-01-01T00:00:00Z' })).toBe(hash());
});

test('the same content in another spelling is the same revision', () => {
  expect(hash({ order_total: '450.00', order_type: 4, order_event_code: null, extra: 1 })).toBe(hash());
});

test('lines, tags and doors in another sequence are the same revision', () => {
  const [a, b] = [
    { ...item, item_size: 'S', item_size_code: 'S' },
    { ...item, item_quantity: 9 },
  ];
  const tags = [{ style_tag_name: 'Fit' }, { style_tag_name: 'Fabric' }];
  expect(hash({ line_items: [a, { ...b, style_tags: tags }] })).toBe(
    hash({ line_items: [{ ...b, style_tags: [...tags].reverse() }, a] }),
  );
  const doors = [{ door_id: 1 }, { door_id: 2 }];
  expect(hash({ order_doors: doors })).toBe(hash({ order_doors: [...doors].reverse() }));
});

test.each([
  [{ order_type: 0 }],
  [{ order_comments: 'Hi!' }],
  [{ date_ship_end: '2013-10-13' }],
  [{ warehouse_code: 'EAST' }],
  [{ customer_code: '' }],
  [{ shipping_city: 'Newark' }],
  [{ line_items: [{ ...item, item_quantity: 4 }] }],
  [{ line_items: [item, item] }],
  [{ line_items: [{ ...item, item_upc: '002' }] }],
])('%j makes a revision', (changes) => {
  expect(hash(changes)).not.toBe(hash());
});

test('the sequence of keys never matters, that of arrays does', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(stableJson(reversed)).toBe(stableJson(value));
    }),
  );
  expect(stableJson({ b: [2, 1], a: { d: 1, c: null } })).toBe('{"a":{"c":null,"d":1},"b":[2,1]}');
});
