import { anyField, field, listField, readRow, readRows } from './fields.js';
import { readProblem } from './problem.js';

it('reads a list, bare or as items', () => {
  expect(readRows([{ id: 1 }], 'The list')).toEqual([{ id: 1 }]);
  expect(readRows({ items: [{ id: 1 }], nextCursor: null }, 'The list')).toEqual([{ id: 1 }]);
});

it.each([[null], ['text'], [{ rows: [] }], [[1, 2]]])('says when %j is no list', (body) => {
  expect(() => readRows(body, 'The list')).toThrow('The list came in a shape');
});

it('says when an answer is no object', () => {
  expect(() => readRow([], 'The order')).toThrow('The order came in a shape');
});

it('reads fields as text, through objects', () => {
  const row = { a: { b: 7 }, n: null, yes: true, list: [1] };
  expect(['a.b', 'n', 'yes', 'list', 'a.c.d', 'gone'].map((path) => field(row, path))).toEqual([
    '7',
    '',
    'true',
    '[1]',
    '',
    '',
  ]);
  expect(anyField(row, 'gone', 'n', 'a.b')).toBe('7');
});

it('reads a list in a field', () => {
  expect(listField({ tries: [{ n: 1 }] }, 'tries')).toEqual([{ n: 1 }]);
  expect(listField({ tries: 'none' }, 'tries')).toEqual([]);
});

it.each([
  [{ title: 'Bad', detail: 'name is missing' }, 'name is missing'],
  [{ title: 'Bad', errors: [{ field: 'name', message: 'is missing' }] }, 'name is missing'],
  [{ title: 'Bad' }, 'Bad'],
  [undefined, 'no explanation given.'],
  ['oops', 'no explanation given.'],
])('%j says %p', (body, words) => expect(readProblem(body)).toBe(words));
