import { dashed, sections, titled, tookText } from './facts.js';

it('leaves out parts that say nothing', () => {
  expect(sections('a', '', 'b')).toBe('a\n\nb');
  expect(sections('', '')).toBe('');
});

it('has a table only where there are rows', () => {
  expect(titled('Levels', ['sku'], [['A']])).toBe('Levels\nSKU\nA');
  expect(titled('Levels', ['sku'], [])).toBe('');
});

it('has a dash for nothing, and none for 0', () => {
  expect([dashed(''), dashed('0')]).toEqual(['-', '0']);
});

it.each([
  ['', ''],
  ['soon', ''],
  ['0', '0 s'],
  ['440', '0.4 s'],
  ['12000', '12 s'],
  ['119000', '119 s'],
  ['180000', '3 min'],
  ['9000000', '2.5 h'],
])('%p ms are %p', (ms, text) => expect(tookText(ms)).toBe(text));
