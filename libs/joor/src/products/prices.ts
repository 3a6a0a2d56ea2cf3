import { addDecimals } from '@joor-bridge/contracts';
import { type Fields, filled, firstText, textAt } from './fields.js';
import type { RecordKind } from './record-kind.js';
import { joined } from './record-names.js';
import type { V4Exchange } from './v4-exchange.js';
import type { Written } from './written.js';

/** A SKU's price of one price type. Amounts are decimals as text. */
export interface JoorPrice {
  readonly id: string;
  readonly skuId: string;
  readonly priceTypeId: string;
  readonly wholesale: string;
  readonly retail: string | null;
}

export interface NewPrice {
  readonly skuId: string;
  readonly priceTypeId: string;
  readonly wholesale: string;
  /** Null: not sent. */
  readonly retail: string | null;
}

export type PriceChange = Pick<JoorPrice, 'id' | 'wholesale' | 'retail'>;

const PRICES: RecordKind<JoorPrice> = {
  name: 'prices',
  read: (record) => ({
    id: record.required('id'),
    skuId: record.text('sku_id'),
    priceTypeId: record.text('price_type_id') || (record.list('price_type')[0]?.text('id') ?? ''),
    wholesale: record.decimal('wholesale_value'),
    retail: record.text('retail_value') === '' ? null : record.decimal('retail_value'),
  }),
  namesOf: (fields) => {
    const sku = textAt(fields, 'sku_id');
    const type = textAt(fields, 'price_type_id') || textAt(fields, 'price_type', 'id');
    return { identities: [firstText(fields, 'id', 'price_id'), joined(sku, type)], hints: [sku] };
  },
  // DUPLICATED names the SKU, whose price it is, and not always the price.
  duplicateIds: ['price_id', 'id'],
};

/** Prices of SKUs, one a price type. */
export class Prices {
  constructor(private readonly v4: V4Exchange) {}

  /** All prices of SKUs, in no order. @throws JoorFailure */
  async ofSkus(skuIds: readonly string[]): Promise<JoorPrice[]> {
    const asked = new Set(skuIds);
    const found = await this.v4.named(PRICES, 'sku_ids', skuIds);
    return found.filter(({ skuId }) => asked.has(skuId));
  }

  /** @throws JoorFailure; NotDecimal for an amount that is none */
  async create(prices: readonly NewPrice[]): Promise<Written<JoorPrice>[]> {
    const bodies = prices.map((price) => ({
      sku_id: price.skuId,
      price_type_id: price.priceTypeId,
      ...amountsOf(price),
    }));
    return this.v4.write(PRICES, '/v4/prices/bulk_create', bodies);
  }

  /** @throws JoorFailure; NotDecimal for an amount that is none */
  async update(prices: readonly PriceChange[]): Promise<Written<JoorPrice>[]> {
    const bodies = prices.map((price) => ({ id: price.id, ...amountsOf(price) }));
    return this.v4.write(PRICES, '/v4/prices/bulk_update', bodies);
  }
}

/** JOOR takes amounts as text, with cents: `"100.00"`. */
const amountsOf = ({ wholesale, retail }: Pick<NewPrice, 'wholesale' | 'retail'>): Fields =>
  filled({
    wholesale_value: addDecimals([wholesale]),
    retail_value: retail === null ? undefined : addDecimals([retail]),
  });
