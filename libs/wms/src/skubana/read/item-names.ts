import { isObject, type JsonObject, readText } from '../../http/json-body.js';
import { neededTextIn, RowFault } from '../../row/row-text.js';
import type { SkubanaOptions } from '../options.js';
import type { SkubanaReading } from './skubana-lists.js';

const LONGEST_KEY = 200;
const LISTINGS_PER_PAGE = 1_000;

/** What items are known by to us. */
export interface ItemNames {
  /** @throws RowFault when the product has no such name */
  nameOf(product: JsonObject): string;
}

const masterSkus: ItemNames = { nameOf: (product) => neededTextIn(product, 'masterSku', LONGEST_KEY) };

/** Names by the option `itemSku`. Only listing SKUs need to be read. @throws PullFailed */
export async function itemNames(
  reading: SkubanaReading,
  { itemSku, salesChannelId }: SkubanaOptions,
): Promise<ItemNames> {
  if (itemSku === 'master-sku') return masterSkus;
  const byProduct = new Map<string, Listing>();
  const query = { salesChannelId: String(salesChannelId) };
  const list = { path: '/v1/listings', query, limit: LISTINGS_PER_PAGE, key: ['listingId'] };
  for await (const rows of reading.pages(list)) {
    for (const row of rows) keep(byProduct, row, String(salesChannelId));
  }
  return {
    nameOf(product) {
      const listing = byProduct.get(readText(product.productId) ?? '');
      if (listing) return neededTextIn({ listingSku: listing.sku }, 'listingSku', LONGEST_KEY);
      throw new RowFault(`it has no active listing on sales channel ${salesChannelId}`);
    },
  };
}

interface Listing {
  readonly id: number;
  readonly sku: string;
}

/** Of several listings of one product the oldest counts, so that its name does not change between readings. */
function keep(byProduct: Map<string, Listing>, row: unknown, salesChannelId: string): void {
  // the filter by channel is not documented: a server that does not know it answers with all
  if (!isObject(row) || row.active === false || readText(row.salesChannelId) !== salesChannelId) return;
  const product = readText(row.productId);
  const sku = readText(row.listingSku);
  const id = Number(row.listingId);
  if (product === null || sku === null) return;
  const known = byProduct.get(product);
  if (!known || id < known.id) byProduct.set(product, { id, sku });
}
