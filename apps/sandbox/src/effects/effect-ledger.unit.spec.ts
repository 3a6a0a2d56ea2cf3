import fc from 'fast-check';
import { EffectLedger } from './effect-ledger.js';

describe('EffectLedger', () => {
  it('counts effects by external id and destination', () => {
    const ledger = new EffectLedger();
    ledger.record('wms-a', '1', 'x');
    ledger.record('wms-a', '1', 'x');
    ledger.record('wms-b', '1', 'x');
    expect(ledger.totals('wms-a')).toEqual({ distinct: 1, total: 2, duplicates: 1 });
    expect(ledger.totals('wms-b')).toEqual({ distinct: 1, total: 1, duplicates: 0 });
    expect(ledger.totals()).toEqual({ distinct: 2, total: 3, duplicates: 1 });
    expect(ledger.totals('wms-c')).toEqual({ distinct: 0, total: 0, duplicates: 0 });
  });

  it('keeps the first and the last time and the newest payload', () => {
    let now = 10;
    const ledger = new EffectLedger(() => now);
    const first = ledger.record('w', '1', 'old').payloadHash;
    now = 25;
    ledger.record('w', '1', 'new');
    expect(ledger.find('w', '1')).toMatchObject({ count: 2, firstAt: 10, lastAt: 25 });
    expect(ledger.find('w', '1')?.payloadHash).not.toBe(first);
  });

  it('hashes the payload with SHA-256', () => {
    const { payloadHash } = new EffectLedger().record('w', '1', 'abc');
    expect(payloadHash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('lists in the order of the first effect, and forgets when told', () => {
    const ledger = new EffectLedger();
    for (const id of ['b', 'a', 'b']) ledger.record('w', id, '');
    expect(ledger.list('w').map(({ externalId }) => externalId)).toEqual(['b', 'a']);
    expect(ledger.destinations()).toEqual(['w']);
    ledger.clear();
    expect(ledger.list()).toEqual([]);
  });

  it('never miscounts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('1', '2', '3'))),
        (records) => {
          const ledger = new EffectLedger();
          for (const [destination, id] of records) ledger.record(destination, id, '');
          const distinct = new Set(records.map((record) => record.join())).size;
          expect(ledger.totals()).toEqual({
            distinct,
            total: records.length,
            duplicates: records.length - distinct,
          });
        },
      ),
    );
  });
});
