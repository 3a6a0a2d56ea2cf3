import { Given } from './given.js';

const given = (value: unknown) => new Given(value);

describe('Given', () => {
  it('reads what is there, and nothing where a field is left out', () => {
    const record = given({ a: 'x', n: 3, c: 'ON', ids: ['1', 2], id: 7 });
    expect([record.text('a'), record.whole('n'), record.choice('c', ['ON', 'OFF'])]).toEqual(['x', 3, 'ON']);
    expect([record.ids('ids'), record.id('id')]).toEqual([['1', '2'], '7']);
    expect([
      record.text('b'),
      record.whole('b'),
      record.id('b'),
      record.list('b'),
      record.inner('b'),
    ]).toEqual(Array(5).fill(undefined));
    expect(record.choice('b', ['ON'])).toBeUndefined();
  });

  it.each([null, 'text', 7, ['a'], undefined])('is no record: %j', (value) => {
    expect(() => given(value)).toThrow('Record must be an object');
  });

  it.each([
    ['a number where text belongs', (g: Given) => g.text('v'), 7, 'v must be a string'],
    ['null where text belongs', (g: Given) => g.text('v'), null, 'v must be a string'],
    ['too long a text', (g: Given) => g.text('v', 3), 'abcd', 'v is longer than 3 characters'],
    ['blank where text is required', (g: Given) => g.requiredText('v'), '  ', 'v is required'],
    ['a missing id', (g: Given) => g.requiredId('v'), undefined, 'v is required'],
    ['an empty id', (g: Given) => g.requiredId('v'), '', 'v is required'],
    ['a fraction as id', (g: Given) => g.id('v'), 1.5, 'v must be an id'],
    ['text where a whole number belongs', (g: Given) => g.whole('v'), '1', 'v must be an integer'],
    ['a negative number', (g: Given) => g.whole('v'), -1, 'v must be an integer of at least 0'],
    ['another choice', (g: Given) => g.choice('v', ['A', 'B']), 'a', 'v must be one of A, B'],
    ['no array', (g: Given) => g.list('v'), {}, 'v must be an array'],
    ['no ids in an array', (g: Given) => g.ids('v'), [{}], 'v must hold ids'],
    ['no record in an array', (g: Given) => g.list('v'), ['x'], 'v must be an object'],
  ])('refuses %s', (_, read, value, message) => {
    expect(() => read(given({ v: value }))).toThrow(message);
  });

  it('takes a text of exactly the allowed length', () => {
    expect(given({ v: 'abc' }).text('v', 3)).toBe('abc');
  });

  it('says where in a record something is wrong', () => {
    const inner = given({ asset: { type: 1 } }).inner('asset');
    expect(() => inner?.text('type')).toThrow('asset.type must be a string');
    const [item] = given({ items: [{ product_id: [] }] }).list('items') ?? [];
    expect(() => item?.requiredId('product_id')).toThrow('items.product_id must be an id');
  });

  it('refuses what nobody has read', () => {
    const record = given({ name: 'x', colour: 'red', seize: 1 });
    record.text('name');
    expect(() => record.done()).toThrow('Unknown field: colour, seize');
    record.text('colour');
    record.whole('seize');
    expect(() => record.done()).not.toThrow();
  });
});
