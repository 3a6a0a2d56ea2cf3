import type { Wms } from '../connector.js';
import type { ProductPage } from '../products/product-page.js';
import type { StockPage } from '../stock/stock-page.js';
import { type Rehearsal, rehearse } from './rehearsal.js';
import type { StagedGoods, Subject } from './stage.js';

export interface Reading extends Rehearsal {
  readonly goods: StagedGoods;
  stock(): AsyncIterable<StockPage>;
  products(changedSince: Date | null): AsyncIterable<ProductPage>;
}

/** A rehearsal of a connector that reads stock and products. */
export const rehearseReading = (subject: Subject, act: (reading: Reading) => Promise<void>): Promise<void> =>
  rehearse(subject, async (rehearsal) => {
    const { goods } = rehearsal.stage;
    if (!goods) throw new Error('a destination that is read needs goods');
    await act({ ...rehearsal, goods, ...readable(rehearsal.wms) });
  });

function readable(wms: Wms): Pick<Reading, 'stock' | 'products'> {
  const { stock, products } = wms;
  if (!stock || !products) throw new Error('it reads no stock or no products');
  return { stock: stock.bind(wms), products: products.bind(wms) };
}

/** As many SKUs in each of two warehouses, each with another figure. */
export const someLevels = (skus: number) =>
  ['East', 'West'].flatMap((warehouse, at) =>
    Array.from({ length: skus }, (_, sku) => ({
      sku: `SKU-${sku + 1}`,
      warehouse,
      available: sku + 100 * at,
    })),
  );

/** As many styles, each with two variants. */
export const someStyles = (count: number, modifiedAt = '2026-01-05T08:00:00Z') =>
  Array.from({ length: count }, (_, at) => ({
    styleNumber: `STY-${at + 1}`,
    modifiedAt,
    variants: [{ sku: `STY-${at + 1}-S` }, { sku: `STY-${at + 1}-M` }],
  }));
