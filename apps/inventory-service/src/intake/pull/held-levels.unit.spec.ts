import { KillPoints } from '../../kill-points.js';
import { type PulledSession, StockPull } from './stock-pull.js';

const row = (sku: string) => ({
  sku,
  warehouse: 'East',
  available: 1,
  future: [],
  asOf: null,
  identity: { upc: '1', styleNumber: '', styleIdentifier: '', colorCode: '', size: '' },
  note: null,
});
const rows = (count: number, prefix = 'S') => Array.from({ length: count }, (_, at) => row(`${prefix}${at}`));

/** A reading of which every row differs; gives the number of levels of each publication, and what was written down before. */
function reading(check: () => void = () => undefined) {
  const published: number[] = [];
  const expected: number[] = [];
  async function* none(): AsyncGenerator<never[]> {}
  const session: PulledSession = {
    compare: async (dated) => ({ differing: [...dated], again: [] }),
    expect: async (levels) => void expected.push(levels.length),
    pending: async () => 0,
    counts: async () => ({ listed: 0, vanished: 0 }),
    vanished: none,
    doubted: none,
    noteUnsure: async () => undefined,
    noteUntaken: async () => undefined,
  };
  const parts = {
    database: { connect: () => Promise.reject(new Error('nobody connects')) },
    bus: { publish: async (_: unknown, records: readonly unknown[]) => void published.push(records.length) },
    killPoints: new KillPoints(undefined, 1),
    stallMs: 1_000,
  };
  const place = { connectionId: 'con_1', workspaceId: 'wsp_1', world: 'production' } as const;
  return { published, expected, pull: new StockPull(parts, place, new Date(), session, check) };
}

test('the few that differ on each of several pages are published together', async () => {
  const { pull, published, expected } = reading();
  for (const prefix of ['A', 'B', 'C']) await pull.page({ rows: rows(20, prefix), refused: [] });
  expect(published).toEqual([]);
  expect(pull.tally).toMatchObject({ pages: 3, changed: 60 });
  await pull.flush();
  expect([published, expected]).toEqual([[60], [60]]);
});

test('many are not held back', async () => {
  const { pull, published } = reading();
  await pull.page({ rows: rows(1_000), refused: [] });
  expect(published).toEqual([1_000]);
});

test('at the end all are out before the sweep is told', async () => {
  const { pull, published } = reading();
  await pull.page({ rows: rows(3), refused: [] });
  expect(await pull.finish(false)).toBeNull();
  expect(published).toEqual([3, 1]);
});

test('what is held back is not published once the reading has to end', async () => {
  let over = false;
  const { pull, published } = reading(() => {
    if (over) throw new Error('the lease is over');
  });
  await pull.page({ rows: rows(3), refused: [] });
  over = true;
  await expect(pull.flush()).rejects.toThrow('the lease is over');
  expect(published).toEqual([]);
});
