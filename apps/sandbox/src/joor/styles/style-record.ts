import {
  type Entry,
  type Product,
  type Sku,
  styleIdentifierOf,
  styleNumberOf,
  upcOf,
} from '../catalogue/records.js';
import type { JoorAccount } from '../joor-account.js';

/** A style as the v2 API shows it: the v4 product, its line sheets and its SKUs with their inventory. */
export function styleRecord(account: JoorAccount, product: Product) {
  const { catalogue, stock } = account;
  const skus = catalogue.skus.of(product.id);
  return {
    style_id: Number(product.id),
    style_name: product.name,
    style_number: styleNumberOf(product),
    style_identifier: styleIdentifierOf(product),
    style_description: product.description,
    made_to_order: skus.length > 0 && skus.every(({ id }) => stock.isMadeToOrder(id)),
    date_created: new Date(product.createdAt).toISOString(),
    date_modified: new Date(product.modifiedAt).toISOString(),
    prices: pricesOf(account, skus),
    sizes: catalogue.sizesOf(product.id).map(({ name, code }) => ({ size_name: name, size_code: code })),
    colors: catalogue.colorsOf(product.id).map(({ name, code }) => ({ color_name: name, color_code: code })),
    deliveries: deliveriesOf(account, product),
    tags: [],
    skus: skus.map((sku) => ({
      sku_color_code: sku.color.code,
      sku_size: sku.size.name,
      upc: upcOf(sku),
      inventory_available: inventoryOf(account, sku),
    })),
  };
}

/** What JOOR has of a SKU. `""` where it has no figure, as with made-to-order. */
function inventoryOf({ stock, inventorySettings }: JoorAccount, { id }: Sku): unknown {
  if (inventorySettings.shape === 'number') return stock.immediate(id) ?? '';
  return stock
    .of(id)
    .filter(({ quantity }) => quantity !== null)
    .map(({ warehouse, quantity, on }) => ({
      warehouse,
      inventory: quantity,
      inventory_date: on ?? '',
    }));
}

/** In v2 a style has one price of each price type: that of its first SKU. */
function pricesOf({ catalogue }: JoorAccount, skus: readonly Sku[]) {
  const [first] = skus;
  return (first ? catalogue.prices.of(first.id) : []).map(({ priceTypeId, wholesale, retail }) => {
    const type = catalogue.priceTypes.find(({ id }) => id === priceTypeId);
    return {
      price_label: type?.name ?? '',
      price_currency: type?.currency_code ?? '',
      price_wholesale: Number(wholesale),
      price_retail: retail === null ? '' : Number(retail),
      price_currency_retail: type?.retail_currency_code ?? '',
    };
  });
}

/** Lists of entries are never changed, only replaced. */
const onSheet = new WeakMap<readonly Entry[], ReadonlySet<string>>();

function productsOn(entries: readonly Entry[]): ReadonlySet<string> {
  const known = onSheet.get(entries) ?? new Set(entries.map(({ productId }) => productId));
  onSheet.set(entries, known);
  return known;
}

function deliveriesOf({ catalogue }: JoorAccount, { id }: Product) {
  return catalogue.collections
    .all()
    .filter(({ entries }) => productsOn(entries).has(id))
    .map(({ name, externalId, seasonId }) => {
      const season = seasonId === null ? undefined : catalogue.seasons.get(seasonId);
      return {
        delivery_name: name,
        delivery_code: externalId ?? '',
        season_name: season?.name ?? '',
        season_year: season?.year ?? '',
      };
    });
}
