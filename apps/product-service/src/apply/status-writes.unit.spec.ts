import type { HeldSku } from '@joor-bridge/contracts';
import { aHeldProduct } from '../testing/products.js';
import { traitChanges } from './status-writes.js';

const sku = (colorCode: string, sizeName: string, active = true): HeldSku => ({
  id: `${colorCode}-${sizeName}`,
  externalId: `${colorCode}-${sizeName}`,
  upc: '',
  colorName: colorCode,
  colorCode,
  sizeName,
  sizeCode: sizeName,
  active,
});
const off = (one: HeldSku) => ({ ...one, makeActive: false });
const [bs, bm, ws, wm] = [sku('BLK', 'S'), sku('BLK', 'M'), sku('WHT', 'S'), sku('WHT', 'M')];
const held = aHeldProduct({ skus: [bs, bm, ws, wm] });
const told = (approved: HeldSku[]) => {
  const { changes, impossible } = traitChanges(held, approved.map(off));
  return {
    changes: changes.map(({ trait, sku: by, skus }) => [trait, by.id, skus.map(({ id }) => id)]),
    impossible: impossible.map(({ id }) => id),
  };
};

describe('making SKUs inactive', () => {
  it('goes by the color where all of its SKUs are to be', () => {
    expect(told([bs, bm])).toEqual({ changes: [['color', 'BLK-S', ['BLK-S', 'BLK-M']]], impossible: [] });
  });

  it('goes by the size where all of its SKUs are to be', () => {
    expect(told([bs, ws])).toEqual({ changes: [['size', 'BLK-S', ['BLK-S', 'WHT-S']]], impossible: [] });
  });

  it('takes no other SKU with it: one alone stays as it is', () => {
    expect(told([bs])).toEqual({ changes: [], impossible: ['BLK-S'] });
    expect(told([bs, wm])).toEqual({ changes: [], impossible: ['BLK-S', 'WHT-M'] });
  });

  it('takes a color and a size together', () => {
    expect(told([bs, bm, ws])).toEqual({
      changes: [
        ['color', 'BLK-S', ['BLK-S', 'BLK-M']],
        ['size', 'WHT-S', ['WHT-S']],
      ],
      impossible: [],
    });
  });

  it('is undone by whichever of the two was switched off', () => {
    const on = (skus: HeldSku[], approved: HeldSku[]) => {
      const { changes, impossible } = traitChanges(
        aHeldProduct({ skus }),
        approved.map((one) => ({ ...one, active: false, makeActive: true })),
      );
      return [
        changes.map(({ trait, sku: by, active }) => [trait, by.id, active]),
        impossible.map(({ id }) => id),
      ];
    };
    const isOff = (one: HeldSku) => ({ ...one, active: false });
    expect(on([isOff(bs), bm, isOff(ws), wm], [bs, ws])).toEqual([
      [
        ['size', 'BLK-S', true],
        ['size', 'WHT-S', true],
      ],
      [],
    ]);
    expect(on([isOff(bs), isOff(bm), ws, wm], [bs, bm])).toEqual([
      [
        ['color', 'BLK-S', true],
        ['color', 'BLK-M', true],
      ],
      [],
    ]);
    expect(on([isOff(bs), bm, isOff(ws), wm], [bs])).toEqual([[], ['BLK-S']]);
  });

  it('of nothing is nothing', () => {
    expect(told([])).toEqual({ changes: [], impossible: [] });
  });
});
