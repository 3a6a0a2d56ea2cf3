import { Order } from '@joor-bridge/contracts';
import { Value } from '@sinclair/typebox/value';
import fc from 'fast-check';
import { orderListAnswer } from './fixtures/order-list-answer.js';
import { partialOrder } from './fixtures/partial-order.js';
import { parseOrder } from './parse-order.js';
import { UnreadableRecord } from './unreadable-record.js';

const [whole] = orderListAnswer.orders;
const [wholeLine] = whole?.line_items ?? [];
const order = (changes: object = {}) => parseOrder({ ...whole, ...changes });
const line = (changes: object) => order({ line_items: [{ ...wholeLine, ...changes }] }).lines[0];

function failureOf(record: unknown): UnreadableRecord {
  try {
    parseOrder(record);
  } catch (error) {
    if (error instanceof UnreadableRecord) return error;
    throw error;
  }
  throw new Error('the record was read');
}
const failure = (changes: object) => failureOf({ ...whole, ...changes });
const lineFailure = (changes: object) => failure({ line_items: [{ ...wholeLine, ...changes }] });

describe('an order as documented', () => {
  test('is read whole', () => {
    expect(order()).toMatchObject({
      orderId: '172728',
      status: 'approved',
      type: { name: 'Post-Market', code: '' },
      purchaseOrder: '172728',
      currency: 'USD',
      priceLabel: 'US Dollar',
      total: '450',
      seasonCode: 'S15',
      lineSheet: { name: 'Denim 2014', code: 'D14' },
      createdAt: '2013-10-02T06:34:46.125234Z',
      approvedAt: '2014-06-26T02:47:47.569816Z',
      modifiedAt: '2014-06-27T02:47:47.569816Z',
      shipStart: '2013-10-02',
      shipEnd: '2013-10-12',
      customer: { code: 'ello', name: 'Example Boutique', groupName: 'Specialty', groupCode: 'SPC' },
      company: { name: 'WOMEN', code: 'WMN' },
      shipTo: { line1: '1 Example St', city: 'New York', countryIso2: 'US', countryIso3: 'USA' },
      billTo: { postalCode: '10001', email: '' },
      warehouse: { name: 'Default', code: '' },
      comments: 'Hi',
      personal: false,
      doors: [{ id: '33', name: 'Main', code: '', deleted: false }],
    });
  });

  test('has its lines read whole', () => {
    expect(order().lines).toEqual([
      {
        key: '147358|BLK|OS|33',
        styleId: '147358',
        styleName: 'NY Hat',
        styleNumber: 'ny_hat_0001',
        styleIdentifier: 'ny_hat_0001',
        colorName: 'Black',
        colorCode: 'BLK',
        sizeName: 'OS',
        sizeCode: 'OS',
        upc: '001',
        quantity: 5,
        multiplier: null,
        unitPrice: '90',
        price: '90',
        priceAdjustment: '0',
        priceExtended: '450',
        retailPrice: '89.9',
        comment: '',
        colorComment: '',
        doorId: '33',
        tags: [{ group: '', name: 'Fit', value: 'Wide', code: '' }],
      },
    ]);
  });

  test('may lack addresses, doors and divisions', () => {
    const parsed = parseOrder(partialOrder);
    expect(Value.Check(Order, parsed)).toBe(true);
    expect(parsed).toMatchObject({ orderId: '172728', doors: [], divisions: [], shipTo: { city: '' } });
  });
});

describe('quirks', () => {
  test.each([['4'], [4], ['Approved'], [' 4 ']])('order_type %p is approved', (order_type) => {
    expect(order({ order_type }).status).toBe('approved');
  });

  test.each([['172728'], [172728], [' 172728 ']])('order_id %p is text', (order_id) => {
    expect(order({ order_id }).orderId).toBe('172728');
  });

  test.each([[''], [null], [undefined], [[]]])('%p for a list is an empty list', (empty) => {
    const parsed = order({ line_items: empty, order_doors: empty, order_divisions: empty });
    expect(parsed).toMatchObject({ lines: [], doors: [], divisions: [] });
  });

  test('a list of one may come as the object itself', () => {
    const parsed = order({ line_items: wholeLine, order_doors: { door_id: '9', door_deleted: '1' } });
    expect(parsed.lines).toHaveLength(1);
    expect(parsed.doors).toEqual([{ id: '9', name: '', code: '', deleted: true }]);
  });

  test.each([[null], [undefined], [''], ['  '], [[]]])('text that is %p is blank', (absent) => {
    expect(order({ customer_code: absent, shipping_phone: absent })).toMatchObject({
      customer: { code: '' },
      shipTo: { phone: '' },
    });
  });

  test.each([
    ['', null],
    [null, null],
    [0, null],
    ['6', 6],
    [12, 12],
    ['12.0', 12],
  ])('item_multiplier %p is %p', (item_multiplier, multiplier) => {
    expect(line({ item_multiplier })?.multiplier).toBe(multiplier);
  });

  test.each([
    ['5', 5],
    [5.0, 5],
    ['5.00', 5],
    ['0', 0],
    [-2, -2],
    ['1,200', 1200],
  ])('item_quantity %p is %p', (item_quantity, quantity) => {
    expect(line({ item_quantity })?.quantity).toBe(quantity);
  });

  test('numbers may be text, and floats have no noise', () => {
    expect(
      order({ order_total: '3,550.00', order_discount: 0.1 + 0.2, order_shipping_total: '' }),
    ).toMatchObject({
      total: '3550',
      discount: '0.3',
      shippingTotal: '0',
    });
  });

  test.each([[''], [null], ['0000-00-00'], ['0000-00-00 00:00:00']])('date %p is none', (blank) => {
    expect(order({ date_approved: blank, date_ship_start: blank, date_ship_end: blank })).toMatchObject({
      approvedAt: null,
      shipStart: null,
      shipEnd: null,
    });
  });

  test('an order that was never modified was last changed when it was approved, or made', () => {
    expect(order({ date_modified: '' }).modifiedAt).toBe('2014-06-26T02:47:47.569816Z');
    expect(order({ date_modified: '', date_approved: '' }).modifiedAt).toBe('2013-10-02T06:34:46.125234Z');
  });

  test('the end mark and markup are removed from comments', () => {
    expect(order({ order_comments: 'Ship <b>all</b><br>at once<eop>' }).comments).toBe('Ship all\nat once');
  });

  test('what no database stores is removed from text', () => {
    expect(order({ customer_name: 'A\u0000B\ud800C' }).customer.name).toBe('ABC');
    expect(order({ customer_name: 'Zoë 👗' }).customer.name).toBe('Zoë 👗');
  });

  test.each([
    ['true', true],
    [1, true],
    ['N', false],
    ['', false],
    [true, true],
  ])('is_personal_order %p is %p', (is_personal_order, personal) => {
    expect(order({ is_personal_order }).personal).toBe(personal);
  });

  test('unknown fields are ignored', () => {
    expect(
      order({ order_carbon_score: { deep: [1] }, line_items: [{ ...wholeLine, item_vibe: 3 }] }),
    ).toEqual(order());
  });
});

describe('an order that cannot be read', () => {
  test.each([
    [{ order_id: '' }, 'order_id', 'is blank'],
    [{ order_id: { id: 1 } }, 'order_id', 'is not text'],
    [{ order_id: 'x'.repeat(60) }, 'order_id', 'longer than 59'],
    [{ order_id: '17 27' }, 'order_id', 'other characters'],
    [{ order_id: 'é' }, 'order_id', 'other characters'],
    [{ order_id: '17\n27' }, 'order_id', 'other characters'],
    [{ order_type: '2' }, 'order_type', 'no status'],
    [{ order_type: null }, 'order_type', 'is blank'],
    [{ order_total: 'about 5' }, 'order_total', 'not a decimal'],
    [{ date_created: '' }, 'date_created', 'is blank'],
    [{ date_modified: 'today' }, 'date_modified', 'not an ISO 8601 time'],
    [{ date_ship_end: '31/12/2026' }, 'date_ship_end', 'not a date'],
    [{ is_personal_order: 'perhaps' }, 'is_personal_order', 'neither true nor false'],
    [{ order_comments: 'x'.repeat(20_001) }, 'order_comments', 'longer than 20000'],
    [{ line_items: 'none' }, 'line_items[0]', 'is not an object'],
    [{ line_items: [wholeLine, 7] }, 'line_items[1]', 'is not an object'],
    [{ line_items: Array.from({ length: 5_001 }, () => wholeLine) }, 'line_items', 'more than 5000'],
  ])('%#: names the field and the reason', (changes, field, reason) => {
    const error = failure(changes);
    expect(error.field).toBe(field);
    expect(error.reason).toContain(reason);
  });

  test.each([
    [{ item_quantity: '' }, 'line_items[0].item_quantity', 'is blank'],
    [{ item_quantity: 2.5 }, 'line_items[0].item_quantity', 'not a whole number'],
    [{ item_quantity: 'five' }, 'line_items[0].item_quantity', 'not a decimal'],
    [{ item_multiplier: -1 }, 'line_items[0].item_multiplier', 'is negative'],
    [{ style_tags: [{ style_tag_name: [1] }] }, 'line_items[0].style_tags[0].style_tag_name', 'is not text'],
  ])('%#: names the line too', (changes, field, reason) => {
    const error = lineFailure(changes);
    expect(error.field).toBe(field);
    expect(error.reason).toContain(reason);
  });

  test.each([[null], ['order'], [[]], [7]])('%p is no record', (record) => {
    expect(failureOf(record).message).toBe('order: is not an object');
  });

  test('the value is never told', () => {
    expect(failure({ order_total: 'SECRET' }).message).not.toContain('SECRET');
  });
});

describe('whatever JOOR sends', () => {
  const loose = fc.oneof(
    fc.constantFrom(
      '',
      null,
      undefined,
      0,
      1,
      '4',
      'Approved',
      true,
      '2020-01-01',
      '2020-01-01T00:00:00.123456+02:00',
      '12.5',
      -3,
      [],
      {},
    ),
    fc.string(),
    fc.double(),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const fields = [...Object.keys(whole ?? {}), 'unknown'];
  const lineFields = [...Object.keys(wholeLine ?? {}), 'unknown'];
  const changes = (names: string[]) => fc.dictionary(fc.constantFrom(...names), loose, { maxKeys: 5 });

  test('is either read into what the contract allows or refused by name', () => {
    let read = 0;
    fc.assert(
      fc.property(changes(fields), changes(lineFields), (ofOrder, ofLine) => {
        const record = { ...whole, line_items: [{ ...wholeLine, ...ofLine }, wholeLine], ...ofOrder };
        try {
          const parsed = parseOrder(record);
          expect([...Value.Errors(Order, parsed)]).toEqual([]);
          read += 1;
        } catch (error) {
          if (!(error instanceof UnreadableRecord)) throw error;
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(20);
  });
});
