import { BadRequest, Fields } from './fields.js';

const fields = (value: unknown) => new Fields(value, 'thing');

describe('Fields', () => {
  it.each([null, undefined, 'text', 7, []])('refuses %j, which is no object', (value) => {
    expect(() => fields(value)).toThrow('thing must be a JSON object');
  });

  it('reads what is there and falls back on what is not', () => {
    const given = fields({ n: 3, t: 'x', f: true, c: 'b', l: [1] });
    expect(given.number('n', 9)).toBe(3);
    expect(given.number('m', 9)).toBe(9);
    expect(given.text('t', 'y')).toBe('x');
    expect(given.text('u', 'y')).toBe('y');
    expect(given.flag('f', false)).toBe(true);
    expect(given.flag('g', false)).toBe(false);
    expect(given.choice('c', ['a', 'b'], 'a')).toBe('b');
    expect(given.choice('d', ['a', 'b'], 'a')).toBe('a');
    expect(given.list('l')).toEqual([1]);
    expect(given.list('k')).toEqual([]);
  });

  it('reads null where nothing is a value', () => {
    const given = fields({ n: null, t: null });
    expect(given.optionalNumber('n')).toBeNull();
    expect(given.optionalText('t')).toBeNull();
    expect(given.optionalText('u')).toBeNull();
    expect(fields({ n: 4 }).optionalNumber('n')).toBe(4);
  });

  it.each<[string, (given: Fields) => unknown]>([
    ['n must be a number from 0 to 5', (given) => given.number('n', 1, 0, 5)],
    ['n must be a number', (given) => given.optionalNumber('n', 8)],
    ['n must be text', (given) => given.text('n', '')],
    ['n must be true or false', (given) => given.flag('n', true)],
    ['n must be one of a, b', (given) => given.choice('n', ['a', 'b'], 'a')],
    ['n must be an object', (given) => given.object('n')],
    ['n must be an array', (given) => given.list('n')],
    ['n must be an array', (given) => given.texts('n', [])],
  ])('says what is wrong: %s', (message, read) => {
    expect(() => read(fields({ n: 7 }))).toThrow(BadRequest);
    expect(() => read(fields({ n: 7 }))).toThrow(`thing: ${message}`);
  });

  it('refuses NaN and texts that look like numbers', () => {
    expect(() => fields({ n: Number.NaN }).number('n', 1)).toThrow('must be a number');
    expect(() => fields({ n: '3' }).number('n', 1)).toThrow('must be a number');
  });

  it('reads objects, which texts and lists are not', () => {
    expect(fields({ o: { a: 1 } }).object('o')).toEqual({ a: 1 });
    expect(fields({ o: null }).object('o')).toEqual({});
    expect(fields({}).object('o')).toEqual({});
    for (const o of ['abc', [1], true]) expect(() => fields({ o }).object('o')).toThrow('must be an object');
  });

  it('reads lists of texts', () => {
    expect(fields({ t: ['a', 'b'] }).texts('t', [])).toEqual(['a', 'b']);
    expect(fields({}).texts('t', ['c'])).toEqual(['c']);
    expect(() => fields({ t: ['a', 1] }).texts('t', [])).toThrow('array of texts');
  });

  it('names every field that nobody read, and those there are', () => {
    const given = fields({ a: 1, b: 2, c: 3 });
    given.number('a', 0);
    expect(() => given.done()).toThrow('thing: unknown b, c; known: a');
  });

  it('is content when all were read', () => {
    const given = fields({ a: 1 });
    given.number('a', 0);
    given.number('b', 0);
    expect(() => given.done()).not.toThrow();
  });
});
