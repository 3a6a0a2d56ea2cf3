import type { HeldSku } from '@joor-bridge/contracts';
import { aHeldProduct, aWantedSku } from '../testing/products.js';
import { matchSkus } from './match-skus.js';

const held = (id: string, externalId: string, upc: string): HeldSku => ({
  ...{
    id,
    externalId,
    upc,
    colorName: 'Black',
    colorCode: 'BLK',
    sizeName: 'S',
    sizeCode: 'S',
    active: true,
  },
});
const wanted = (externalId: string, upc: string) => aWantedSku({ externalId, upc });
const matched = (asked: ReturnType<typeof wanted>[], skus: HeldSku[]) => {
  const { pairs, rest } = matchSkus(asked, aHeldProduct({ skus }));
  return {
    pairs: pairs.map((pair) => [pair.wanted.externalId, pair.held?.id ?? null]),
    rest: rest.map(({ id }) => id),
  };
};

it('finds SKUs by the SKU of the WMS', () => {
  const found = matched([wanted('A', '1'), wanted('B', '2')], [held('b', 'B', '2'), held('a', 'A', '1')]);
  expect(found).toEqual({
    pairs: [
      ['A', 'a'],
      ['B', 'b'],
    ],
    rest: [],
  });
});

it('finds a renamed one by its UPC', () => {
  expect(matched([wanted('NEW', '1')], [held('a', 'OLD', '1')])).toEqual({ pairs: [['NEW', 'a']], rest: [] });
});

it('goes by the SKU before the UPC, when UPCs were swapped', () => {
  const found = matched([wanted('A', '2'), wanted('B', '1')], [held('a', 'A', '1'), held('b', 'B', '2')]);
  expect(found.pairs).toEqual([
    ['A', 'a'],
    ['B', 'b'],
  ]);
});

it('takes none of JOOR twice', () => {
  const found = matched([wanted('A', '1'), wanted('B', '1')], [held('a', 'A', '1')]);
  expect(found.pairs).toEqual([
    ['A', 'a'],
    ['B', null],
  ]);
});

it('never takes two without a UPC for the same', () => {
  expect(matched([wanted('A', '')], [held('x', 'X', '')])).toEqual({ pairs: [['A', null]], rest: ['x'] });
});

it('gives what nothing stands for', () => {
  expect(matched([wanted('A', '1')], [held('a', 'A', '1'), held('z', 'Z', '9')]).rest).toEqual(['z']);
  expect(matchSkus([wanted('A', '1')], null)).toMatchObject({ pairs: [{ held: null }], rest: [] });
});
