import { OrderSource } from '../generator/order-source.js';
import { ALL_QUIRKS, dress, NO_QUIRKS, type Quirks, readQuirks } from './quirks.js';

const order = {
  ...new OrderSource({ seed: 'q', firstOrderId: 5, lines: [6, 6] }).next(
    Date.parse('2026-11-24T12:00:00Z'),
    '4',
  ),
  order_comments: 'Ship complete.',
  order_divisions: [],
};
const dressed = (quirks: Partial<Quirks>) =>
  dress(order, { ...NO_QUIRKS, ...quirks }, '5') as unknown as typeof order & Record<string, unknown>;

describe('dress', () => {
  it('leaves an order as it is without quirks', () => {
    expect(dressed({})).toEqual(order);
  });

  it('writes absent text as null', () => {
    expect(dressed({ emptyText: 'null' }).integration_purchase_order).toBeNull();
    expect(dressed({ emptyText: 'null' }).customer_name).toBe(order.customer_name);
  });

  it('mixes "" and null', () => {
    const values = new Set(Object.values(dressed({ emptyText: 'mixed' })));
    expect(values.has(null)).toBe(true);
    expect(values.has('')).toBe(true);
  });

  it('writes empty lists as ""', () => {
    expect(dressed({ emptyList: 'text' }).order_divisions).toBe('');
    expect(dressed({ emptyList: 'text' }).line_items).toHaveLength(6);
  });

  it('writes numbers as text, on lines too', () => {
    const text = dressed({ numbers: 'text' });
    expect(text.order_id).toBe('5');
    expect(text.line_items.every((line) => typeof line.item_quantity === 'string')).toBe(true);
  });

  it('mixes numbers and text', () => {
    const types = new Set(dressed({ numbers: 'mixed' }).line_items.map((line) => typeof line.item_price));
    expect(types).toEqual(new Set(['number', 'string']));
  });

  it('adds fields nobody knows', () => {
    const extra = Object.keys(dressed({ unknownFields: true })).filter((name) => !(name in order));
    expect(extra.length).toBeGreaterThan(0);
  });

  it('puts <eop> into comments', () => {
    expect(dressed({ endOfParagraph: true }).order_comments).toBe('Ship complete.<eop>');
  });

  it('writes the same record the same way every time', () => {
    expect(dress(order, ALL_QUIRKS, '5')).toEqual(dress(order, ALL_QUIRKS, '5'));
    expect(dress(order, ALL_QUIRKS, '5')).not.toEqual(dress(order, ALL_QUIRKS, '6'));
  });

  it.each(['order', 7, null, [1]])('leaves %j alone', (raw) => {
    expect(dress(raw, ALL_QUIRKS, 'x')).toEqual(raw);
  });

  it('does not touch the record it was given', () => {
    const copy = structuredClone(order);
    dress(order, ALL_QUIRKS, '5');
    expect(order).toEqual(copy);
  });
});

describe('readQuirks', () => {
  it('takes the words all and none', () => {
    expect(readQuirks('all', NO_QUIRKS)).toEqual(ALL_QUIRKS);
    expect(readQuirks('none', ALL_QUIRKS)).toEqual(NO_QUIRKS);
  });

  it('changes what is named and keeps the rest', () => {
    expect(readQuirks({ numbers: 'text' }, ALL_QUIRKS)).toEqual({ ...ALL_QUIRKS, numbers: 'text' });
  });

  it('refuses what is not known', () => {
    expect(() => readQuirks({ emptyLists: 'text' }, NO_QUIRKS)).toThrow('unknown emptyLists');
    expect(() => readQuirks({ numbers: 'roman' }, NO_QUIRKS)).toThrow('one of number, text, mixed');
  });
});
