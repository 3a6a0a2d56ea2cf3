import fc from 'fast-check';
import { scriptedLink } from '../client/testing/scripted-link.js';
import { JoorStyles } from './joor-styles.js';

const styleOf = (id: number, more: object = {}) => ({
  style_id: id,
  style_number: `S${id}`,
  style_identifier: `I${id}`,
  skus: [{ upc: `10${id}`, sku_color_code: 'BLK', sku_size: 'OS', inventory_available: id }],
  ...more,
});
const held = (id: number) => ({
  styleId: String(id),
  styleNumber: `S${id}`,
  styleIdentifier: `I${id}`,
  skus: [
    {
      upc: `10${id}`,
      colorCode: 'BLK',
      size: 'OS',
      inventory: [{ warehouse: null, on: null, quantity: id }],
    },
  ],
});
const answer = (styles: unknown) => ({ response: { code: 0, next_start: '' }, styles });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('one page', () => {
  test('asks for it and says where the list goes on', async () => {
    const { link, asked, spent } = scriptedLink([answer([styleOf(1), styleOf(2)])]);
    await expect(new JoorStyles(link).list(100, 2)).resolves.toEqual({
      styles: [held(1), held(2)],
      unreadable: [],
      next: 102,
    });
    expect(asked).toEqual([
      { method: 'GET', path: '/v2/style', query: { start_from: '100', count: '2' }, body: null },
    ]);
    expect(spent).toEqual([1]);
  });

  test('that is short is the last', async () => {
    const { link } = scriptedLink([answer([styleOf(1)])]);
    await expect(new JoorStyles(link).list(0, 2)).resolves.toMatchObject({ next: null });
  });

  test('of what was modified has both ends of the range', async () => {
    const before = Date.now();
    const { link, asked } = scriptedLink([answer('')], {});
    await new JoorStyles(link, '/v2/styles/').list(0, 50, new Date('2026-11-01T00:00:00Z'));
    expect(asked[0]).toMatchObject({
      path: '/v2/styles/',
      query: { date_start: '2026-11-01T00:00:00.000Z' },
    });
    expect(Date.parse(asked[0]?.query.date_end ?? '')).toBeGreaterThanOrEqual(before);
  });

  test.each([[''], [null], [[]]])('%j is an empty one', async (styles) => {
    const { link } = scriptedLink([answer(styles)]);
    await expect(new JoorStyles(link).list(0, 50)).resolves.toEqual({
      styles: [],
      unreadable: [],
      next: null,
    });
  });

  test('of one style may be the style itself', async () => {
    const { link } = scriptedLink([answer(styleOf(1))]);
    await expect(new JoorStyles(link).list(0, 50)).resolves.toMatchObject({ styles: [held(1)] });
  });

  test('keeps the styles that can be read, and counts the others', async () => {
    const bad = styleOf(9, { skus: [{ inventory_available: 'many' }] });
    const { link } = scriptedLink([answer([bad, styleOf(1), 'x', { style_number: 'S' }])]);
    await expect(new JoorStyles(link).list(0, 4)).resolves.toEqual({
      styles: [held(1)],
      unreadable: [
        { styleId: '9', reason: expect.stringMatching(/^style\.skus\[0\]\.inventory_available: is not/) },
        { styleId: '', reason: 'style: is not an object' },
        { styleId: '', reason: 'style.style_id: is blank' },
      ],
      next: 4,
    });
  });

  test('is refused with the code of JOOR, or is none', async () => {
    const refusal = { response: { code: 3, comment: 'count is too large' } };
    await expect(new JoorStyles(scriptedLink([refusal]).link).list(0, 5_000)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('count is too large'),
    });
    for (const body of [null, [], 'x', { data: [] }]) {
      await expect(new JoorStyles(scriptedLink([body]).link).list(0, 1)).rejects.toMatchObject({
        kind: 'malformed',
      });
    }
  });
});

describe('what an item holds', () => {
  const inventoryOf = async (available: unknown) => {
    const style = styleOf(1, { skus: [{ upc: 1001, inventory_available: available }] });
    const { styles, unreadable } = await new JoorStyles(scriptedLink([answer([style])]).link).list(0, 50);
    return styles[0]?.skus[0]?.inventory ?? unreadable[0]?.reason;
  };

  test.each([
    [7, 7],
    ['7', 7],
    ['7.0', 7],
    [0, 0],
    [-3, -3],
  ])('%j is one figure', async (available, quantity) => {
    await expect(inventoryOf(available)).resolves.toEqual([{ warehouse: null, on: null, quantity }]);
  });

  test.each([[''], [null], [undefined], [[]]])('%j is none', async (available) => {
    await expect(inventoryOf(available)).resolves.toEqual([]);
  });

  test('a list is by warehouse and date', async () => {
    const list = [
      { warehouse: 'Main', inventory: '5', inventory_date: 'IMMEDIATE' },
      { warehouse: 'Main', inventory: 9, inventory_date: '02-01-2027' },
      { warehouse_name: 'B', inventory_available: 0, inventory_date: '' },
      { warehouse: 'C', inventory: '' },
    ];
    await expect(inventoryOf(list)).resolves.toEqual([
      { warehouse: 'Main', on: null, quantity: 5 },
      { warehouse: 'Main', on: '2027-02-01', quantity: 9 },
      { warehouse: 'B', on: null, quantity: 0 },
    ]);
  });

  test('a list of one may be the figure itself', async () => {
    await expect(inventoryOf({ warehouse: 'Main', inventory: 5 })).resolves.toEqual([
      { warehouse: 'Main', on: null, quantity: 5 },
    ]);
  });

  test('a date that cannot be read does not become stock that is there', async () => {
    await expect(inventoryOf([{ inventory: 5, inventory_date: 'spring' }])).resolves.toMatch(
      /inventory_date/,
    );
  });

  test('half a piece is unreadable', async () => {
    await expect(inventoryOf(1.5)).resolves.toMatch(/whole number/);
  });
});

describe('all styles', () => {
  /** A JOOR with so many styles; it answers by offset. */
  const collect = async (ids: readonly number[], options = {}) => {
    const pages = Math.ceil(ids.length / 5) + 3;
    const starts: number[] = [];
    const { link } = scriptedLink([]);
    const request = async ({ path }: { path: string }) => {
      const query = new URL(path, link.apiUrl).searchParams;
      const start = Number(query.get('start_from'));
      starts.push(start);
      const styles = ids.slice(start, start + Number(query.get('count'))).map((id) => styleOf(id));
      return { statusCode: 200, headers: {}, body: [Buffer.from(JSON.stringify(answer(styles)))] };
    };
    const styles = new JoorStyles({ ...link, dispatcher: { request } as never });
    const found: string[] = [];
    for await (const page of styles.all(null, { maxPages: pages, ...options })) {
      found.push(...page.styles.map(({ styleId }) => styleId));
    }
    return { found, starts };
  };

  test('come once each, whatever their number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), async (total) => {
        const ids = range(1, total + 1);
        const { found } = await collect(ids, { pageSize: 10, overlap: 2 });
        expect(found).toEqual(ids.map(String));
      }),
    );
  });

  test('that change their stock meanwhile are the same styles', async () => {
    const first = range(0, 10).map((id) => styleOf(id));
    const second = range(8, 12).map((id) => styleOf(id, { skus: [] }));
    const { link } = scriptedLink([answer(first), answer(second)]);
    const found: string[] = [];
    for await (const { styles } of new JoorStyles(link).all(null, { pageSize: 10, overlap: 2 })) {
      found.push(...styles.map(({ styleId }) => styleId));
    }
    expect(found).toEqual(range(0, 12).map(String));
  });

  test('of a JOOR that ignores start_from are those of the first page', async () => {
    const same = answer(range(0, 10).map((id) => styleOf(id)));
    const { link, asked } = scriptedLink([same, same]);
    const pages: number[] = [];
    for await (const { styles } of new JoorStyles(link).all(null, { pageSize: 10 }))
      pages.push(styles.length);
    expect([pages, asked.length]).toEqual([[10], 2]);
  });

  test('have one end of the range for all pages', async () => {
    const pages = [range(0, 10), range(5, 9)].map((ids) => answer(ids.map((id) => styleOf(id))));
    const { link, asked } = scriptedLink(pages);
    for await (const _ of new JoorStyles(link).all(new Date(0), { pageSize: 10 }));
    const ends = asked.map(({ query }) => query.date_end);
    expect(ends).toHaveLength(2);
    expect(new Set(ends).size).toBe(1);
  });
});
