import { allOf } from '../testing/pulled.js';
import { rehearseReading, someLevels } from './pulled.js';
import type { StagedLevel, Subject } from './stage.js';

const said = ({ sku, warehouse, available }: StagedLevel) => `${warehouse} ${sku} ${available}`;

/** What holds of stock that is read. */
export function stockReading(subject: Subject): void {
  it('gives every level once, page by page', () =>
    rehearseReading(subject, async ({ goods, stock, dispatcher }) => {
      const levels = someLevels(23);
      goods.stock(levels);
      const pages = await allOf(stock());
      const rows = pages.flatMap((page) => page.rows);
      expect(rows.map(said).sort()).toEqual(levels.map(said).sort());
      expect(pages.flatMap(({ refused }) => refused)).toEqual([]);
      expect(Math.max(...pages.map((page) => page.rows.length))).toBeLessThanOrEqual(10);
      expect(new Set(dispatcher.asked.map(({ method }) => method))).toEqual(new Set(['GET']));
    }));

  it('ends normally, and empty, where there is nothing', () =>
    rehearseReading(subject, async ({ goods, stock }) => {
      goods.stock([]);
      expect((await allOf(stock())).flatMap(({ rows, refused }) => [...rows, ...refused])).toEqual([]);
    }));

  it('shows what changed at the next reading', () =>
    rehearseReading(subject, async ({ goods, stock }) => {
      goods.stock([{ sku: 'A', warehouse: 'East', available: 5 }]);
      await allOf(stock());
      goods.stock([{ sku: 'A', warehouse: 'East', available: 4 }]);
      expect((await allOf(stock())).flatMap(({ rows }) => rows.map(said))).toEqual(['East A 4']);
    }));

  it('lists the rows that cannot be read with their reasons, and takes the others', () =>
    rehearseReading(subject, async ({ goods, stock }) => {
      const figures: unknown[] = [7, 1.5, null, '8', -3, 1e12, 9];
      goods.stock(figures.map((available, at) => ({ sku: `S${at}`, warehouse: 'East', available })));
      const pages = await allOf(stock());
      expect(pages.flatMap(({ rows }) => rows.map(said)).sort()).toEqual([
        'East S0 7',
        'East S4 0',
        'East S6 9',
      ]);
      const refused = pages.flatMap((page) => page.refused);
      expect(refused.map(({ sku }) => sku).sort()).toEqual(['S1', 'S2', 'S3', 'S5']);
      for (const { reason } of refused) expect(reason).toMatch(/whole number|missing|a number|above/);
      const negative = pages.flatMap(({ rows }) => rows).find(({ sku }) => sku === 'S4');
      expect(negative?.note).toBe('the WMS said -3');
    }));
}
