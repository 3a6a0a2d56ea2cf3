import fc from 'fast-check';
import type { InventoryRow, RowAnswer } from './inventory-row.js';
import { answersOf } from './log-answers.js';
import { readLog } from './read-log.js';

const rowOf = (upc: string, more: Partial<InventoryRow> = {}): InventoryRow => ({
  warehouse: 'Main',
  quantity: 1,
  on: null,
  identity: { upc, styleNumber: `style ${upc}`, styleIdentifier: `id ${upc}`, colorCode: 'BLK', size: 'OS' },
  by: 'upc',
  ...more,
});
const styled = (styleNumber: string, colorCode: string, size: string, styleIdentifier = 'I'): InventoryRow =>
  rowOf('', { by: 'style', identity: { upc: '', styleNumber, styleIdentifier, colorCode, size } });
const answers = (rows: readonly InventoryRow[], log: readonly unknown[], errors: readonly unknown[] = []) =>
  answersOf(rows, readLog({ inventory_log: log, errors }));
const kinds = (rows: readonly InventoryRow[], log: readonly unknown[]) =>
  answers(rows, log).map(({ kind }) => kind);
const queued = (sku: unknown, more = {}) => ({
  sku,
  inventory_log_id: `log-${sku}`,
  status: 'queued',
  ...more,
});
const failed = (sku: unknown, more = {}) => ({ sku, status: 'failed', error: 'no such SKU', ...more });
const accepted = (sku: string): RowAnswer => ({ kind: 'accepted', logId: `log-${sku}`, status: 'queued' });
const UNNAMED: RowAnswer = { kind: 'unnamed' };

describe('a row is found', () => {
  test('by its UPC, in whatever order the log comes', () => {
    const rows = ['1001', '1002', '1003'].map((upc) => rowOf(upc));
    expect(answers(rows, [queued('1003'), queued('1001'), failed('1002')])).toEqual([
      accepted('1001'),
      { kind: 'refused', reason: 'no such SKU' },
      accepted('1003'),
    ]);
  });

  test.each([[33383007401], ['33383007401'], [' 0033383007401 ']])('by a UPC that comes as %j', (sku) => {
    expect(kinds([rowOf('033383007401'), rowOf('2')], [queued(sku)])).toEqual(['accepted', 'unnamed']);
  });

  test.each([
    ['ny_hat_0001-ABC-BLK-OS'],
    ['ny_hat_0001-BLK-OS'],
    ['ny hat 0001|BLK|OS'],
    ['ny_hat_0001/BLK/OS'],
  ])('by the parts of its style: %s', (sku) => {
    const rows = [styled('ny_hat_0001', 'BLK', 'OS', 'ABC'), styled('ny_hat_0001', 'RED', 'OS', 'ABC')];
    expect(kinds(rows, [queued(sku)])).toEqual(['accepted', 'unnamed']);
  });

  test('by the fields of its key', () => {
    const entry = { style_number: 'S', style_identifer: 'I', color_code: 'C', size: 'M', status: 'queued' };
    expect(kinds([styled('S', 'C', 'L'), styled('S', 'C', 'M')], [entry])).toEqual(['unnamed', 'accepted']);
  });

  test('not by a name that two items share', () => {
    const rows = [styled('A-1', '2', '3'), styled('A', '1-2', '3'), styled('B', '2', '3')];
    expect(kinds(rows, [queued('A-1-2-3')])).toEqual(['unnamed', 'unnamed', 'unnamed']);
  });
});

describe('an item with several rows', () => {
  const now = rowOf('7');
  const later = rowOf('7', { on: '2027-02-01' });
  const other = rowOf('7', { warehouse: 'B' });

  test('is answered by one entry for all', () => {
    expect(answers([now, later, other], [queued('7')])).toEqual([
      accepted('7'),
      accepted('7'),
      accepted('7'),
    ]);
  });

  test('or by as many that say the same, of which it is not known whose is whose', () => {
    const log = [queued('7', { inventory_log_id: 'a' }), queued('7', { inventory_log_id: 'b' })];
    const some = { kind: 'accepted', logId: '', status: 'queued' };
    expect(answers([now, later], log)).toEqual([some, some]);
  });

  test('but not by fewer, nor by those that differ', () => {
    expect(kinds([now, later, other], [queued('7'), queued('7')])).toEqual(['unnamed', 'unnamed', 'unnamed']);
    expect(kinds([now, later], [queued('7'), failed('7')])).toEqual(['unnamed', 'unnamed']);
  });

  test('unless they name warehouse or date', () => {
    const byWarehouse = [queued('7', { warehouse: 'Main' }), failed('7', { warehouse: 'B' })];
    expect(kinds([other, now], byWarehouse)).toEqual(['refused', 'accepted']);
    const byDate = [failed('7', { inventory_date: '02-01-2027' }), queued('7')];
    expect(kinds([now, later], byDate)).toEqual(['accepted', 'refused']);
    expect(kinds([now, later, other], [queued('7', { warehouse: 'B' })])).toEqual([
      'unnamed',
      'unnamed',
      'accepted',
    ]);
  });
});

describe('entries that name no row', () => {
  test('settle the rest when they are as many and say the same', () => {
    expect(kinds([rowOf('1'), rowOf('2')], [queued('0|55|18'), queued('0|55|19')])).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  test('and nothing when they differ, or are fewer or more', () => {
    const rows = [rowOf('1'), rowOf('2')];
    expect(kinds(rows, [queued('x'), failed('y')])).toEqual(['unnamed', 'unnamed']);
    expect(kinds(rows, [queued('x')])).toEqual(['unnamed', 'unnamed']);
    expect(kinds(rows, [queued('x'), queued('y'), queued('z')])).toEqual(['unnamed', 'unnamed']);
  });

  test('nor does an entry that cannot be read', () => {
    expect(kinds([rowOf('1')], ['nonsense'])).toEqual(['unnamed']);
    expect(kinds([rowOf('1'), rowOf('2')], [{ sku: {} }, queued('2')])).toEqual(['unnamed', 'accepted']);
  });
});

describe('what an entry says', () => {
  const one = (entry: object) => answers([rowOf('1')], [{ sku: '1', ...entry }])[0];

  test.each(['queued', 'started', 'finished', 'OK'])('%s is accepted', (status) => {
    expect(one({ status })).toEqual({ kind: 'accepted', logId: '', status });
  });

  test.each(['failed', 'ERROR', 'rejected', 'sku not found', 'invalid'])('%s is refused', (status) => {
    expect(one({ status, inventory_log_id: 'L' })).toEqual({ kind: 'refused', reason: status });
  });

  test('an entry of errors is refused, with its reason or without', () => {
    expect(answers([rowOf('1'), rowOf('2')], [], [{ sku: '2', message: 'bad' }, { upc: '1' }])).toEqual([
      { kind: 'refused', reason: 'JOOR gave no reason.' },
      { kind: 'refused', reason: 'bad' },
    ]);
  });

  test('neither status nor id says nothing', () => {
    expect(one({})).toEqual(UNNAMED);
  });
});

describe('whatever the log holds', () => {
  const upcs = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }).map(String), {
    minLength: 1,
    maxLength: 30,
  });

  test('each row has one answer, its own, in the order of the rows', () => {
    const cases = upcs.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all),
        fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(cases, ([all, logged, fails]) => {
        const bad = new Set(logged.filter((_, index) => fails[index]));
        const log = logged.map((upc) => (bad.has(upc) ? failed(upc) : queued(upc)));
        const expected = all.map((upc) => {
          if (!logged.includes(upc)) return UNNAMED;
          return bad.has(upc) ? { kind: 'refused', reason: 'no such SKU' } : accepted(upc);
        });
        expect(
          answers(
            all.map((upc) => rowOf(upc)),
            log,
          ),
        ).toEqual(expected);
      }),
    );
  });

  test('even nonsense: as many answers as rows', () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record({ sku: fc.constantFrom('1', '2', 1, null), status: fc.constantFrom('queued', 'failed', 7) }),
    );
    const rows = fc.array(
      fc.constantFrom(rowOf('1'), rowOf('2'), rowOf('1', { warehouse: 'B' }), styled('1', 'a', 'b')),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, fc.array(entry, { maxLength: 12 }), (sent, log) => {
        const found = answers(sent, log);
        expect(found).toHaveLength(sent.length);
        for (const { kind } of found) expect(['accepted', 'refused', 'unnamed']).toContain(kind);
      }),
    );
  });
});
