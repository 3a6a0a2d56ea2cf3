import { skuIds, withPrices, withProduct, withSkus } from '../held/acknowledged.js';
import type { PlanOptions } from '../plan/plan.js';
import type { JoorPort, PriceRecord, ProductRecord, SkuRecord } from './joor-port.js';
import type { Write, WriteRecord } from './step-writer.js';
import type { StyleTurn } from './turn.js';

type Turns = readonly StyleTurn[];

/** What is to be made goes by one call, what is to be changed by another. */
const isNew = ({ value }: { readonly value: { readonly id: string | null } }): boolean => value.id === null;

function inTwo<T extends { readonly id: string | null }>(
  write: Write<T>,
): readonly [make: Write<T>, change: Write<T>] {
  const { records } = write;
  return [
    { ...write, records: records.filter(isNew) },
    { ...write, records: records.filter((record) => !isNew(record)) },
  ];
}

/** The products' own records. */
export function productWrites(turns: Turns, options: PlanOptions, joor: JoorPort) {
  const records = turns.flatMap((turn): WriteRecord<ProductRecord>[] => {
    const step = turn.step('product', options);
    if (!step) return [];
    const { kind: _, ...value } = step;
    return [{ turns: [turn], value, taken: (id) => turn.took(withProduct(turn.held, step, id)) }];
  });
  return inTwo({ step: 'product', records, send: (values) => joor.writeProducts(values) });
}

/** SKUs of the products that JOOR has. */
export function skuWrites(turns: Turns, options: PlanOptions, joor: JoorPort) {
  const records = turns.flatMap((turn): WriteRecord<SkuRecord>[] => {
    const step = turn.step('skus', options);
    const productId = turn.held?.id;
    if (!step || productId === undefined) return [];
    const wanted = [...step.create.map((sku) => ({ ...sku, id: null })), ...step.update];
    return wanted.map((sku) => ({
      turns: [turn],
      value: { ...sku, productId },
      taken: (id) => turn.held && turn.took(withSkus(turn.held, [{ id, value: sku }])),
    }));
  });
  return inTwo({ step: 'skus', records, send: (values) => joor.writeSkus(values) });
}

/** Prices of the SKUs that JOOR has. */
export function priceWrites(turns: Turns, options: PlanOptions, joor: JoorPort) {
  const records = turns.flatMap((turn): WriteRecord<PriceRecord>[] => {
    const step = turn.step('prices', options);
    if (!step || !turn.held) return [];
    const ids = skuIds(turn.held);
    const wanted = [...step.create.map((price) => ({ ...price, id: null })), ...step.update];
    return wanted.flatMap(({ sku, ...price }): WriteRecord<PriceRecord>[] => {
      const skuId = ids.get(sku);
      if (skuId === undefined) return [];
      const taken = (id: string) =>
        turn.held && turn.took(withPrices(turn.held, [{ id, value: { sku, ...price } }]));
      return [{ turns: [turn], value: { ...price, skuId }, taken }];
    });
  });
  return inTwo({ step: 'prices', records, send: (values) => joor.writePrices(values) });
}
