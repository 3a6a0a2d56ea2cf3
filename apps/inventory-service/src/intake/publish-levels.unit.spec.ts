import { aRow, at } from '../testing/stock.js';
import { fitLevels, levelOf, vanishedLevel } from './publish-levels.js';

const PLACE = { connectionId: 'con_1', workspaceId: 'wsp_1', world: 'sandbox' } as const;
const asOf = new Date(at('10:00'));

describe('levels of rows', () => {
  it('carry all that the row says, and when it was true', () => {
    const row = aRow({
      warehouse: 'East',
      future: [{ on: '2026-12-01', quantity: 2 }],
      note: 'the WMS said -1',
    });
    expect(levelOf(PLACE, { row, asOf })).toEqual({
      ...PLACE,
      sku: 'SKU-1',
      warehouse: 'East',
      available: 40,
      future: [{ on: '2026-12-01', quantity: 2 }],
      asOf: at('10:00'),
      listed: true,
      identity: row.identity,
      note: 'the WMS said -1',
    });
  });

  it('are only those that their topic takes; the others come back with the reason', () => {
    const [fit, unfit] = [aRow(), aRow({ sku: 'x'.repeat(201) })];
    const { levels, refused } = fitLevels(PLACE, [
      { row: unfit, asOf },
      { row: fit, asOf },
    ]);
    expect(levels.map(({ sku }) => sku)).toEqual(['SKU-1']);
    expect(refused).toEqual([{ row: unfit, reason: expect.stringContaining('/sku') }]);
  });

  it('that vanished are 0, keep their identity and say that they are not listed', () => {
    const identity = { ...aRow().identity, upc: '0001' };
    expect(vanishedLevel(PLACE, { sku: 'SKU-1', warehouse: 'East', identity }, asOf)).toMatchObject({
      available: 0,
      listed: false,
      future: [],
      identity,
      asOf: at('10:00'),
    });
  });
});
