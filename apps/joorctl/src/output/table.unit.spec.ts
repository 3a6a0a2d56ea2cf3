import { counted, details, oneLine, table } from './table.js';

it('aligns columns under their titles, without lines', () => {
  expect(
    table(
      ['order', 'state'],
      [
        ['1', 'delivered'],
        ['100001', 'held'],
      ],
    ),
  ).toBe('ORDER   STATE\n1       delivered\n100001  held');
});

it('has a heading alone for no rows', () => expect(table(['order', 'state'], [])).toContain('ORDER'));

it('keeps a row on one line, whatever is in it', () => {
  const made = table(['reason'], [['first\nsecond\r\n\tthird']]);
  expect(made.split('\n')).toHaveLength(2);
  expect(made).toContain('first second third');
});

it('lets no data steer the terminal', () => {
  expect(oneLine('\u001b[31mred\u0007\u202e')).toBe('[31mred');
});

it('lists names and values, aligned', () => {
  expect(
    details([
      ['PO', '77'],
      ['customer', 'Maison'],
    ]),
  ).toBe('PO        77\ncustomer  Maison');
});

it.each([
  [0, '0 orders'],
  [1, '1 order'],
  [2, '2 orders'],
])('counts %p as %s', (count, text) => expect(counted(count, 'order')).toBe(text));
