import { isObject, readText } from '../../http/json-body.js';
import type { ProductPage } from '../../products/product-page.js';
import { isRefusedProduct } from '../../products/read-product.js';
import type { SkubanaOptions } from '../options.js';
import { Families } from './families.js';
import { itemNames } from './item-names.js';
import { familyOf } from './product-member.js';
import type { SkubanaLists, SkubanaReading } from './skubana-lists.js';
import { type StyleRules, styleOf } from './style-of.js';

const PRODUCTS = '/v1.1/products';
const VENDOR_PRODUCTS_PER_PAGE = 1_000;
const STYLES_PER_PAGE = 100;

/**
 * Styles of which a product was changed since then, each with all of its variants; null is all styles.
 *
 * `modifiedDateFrom` finds the changed products. It does not find their siblings, and no documented filter goes by
 * parent or by id: so when anything was changed all products are read, and only the families that were touched are
 * given. When nothing was, that is one request.
 *
 * What is not in the products themselves (listings, vendors) is not found by date: it comes with the next reading of
 * all.
 * @throws PullFailed
 */
export async function* skubanaProducts(
  lists: SkubanaLists,
  options: SkubanaOptions,
  changedSince: Date | null,
): AsyncGenerator<ProductPage> {
  const reading = lists.reading('The product list in Skubana');
  const touched = changedSince === null ? null : await touchedFamilies(reading, options, changedSince);
  if (touched?.size === 0) return;
  const names = await itemNames(reading, options);
  const vendorSkus = await vendorSkusOf(reading);
  const families = new Families(options, touched);
  const list = { path: PRODUCTS, limit: options.productsPageSize, key: ['productId'] };
  for await (const rows of reading.pages(list)) for (const row of rows) families.add(row);
  yield* stylePages(families, { options, names, vendorSkus });
}

function* stylePages(families: Families, rules: StyleRules): Generator<ProductPage> {
  const whole = families.whole();
  if (families.refused.length > 0) yield { products: [], refused: families.refused };
  for (let at = 0; at < whole.length; at += STYLES_PER_PAGE) {
    const styles = whole.slice(at, at + STYLES_PER_PAGE).map((family) => styleOf(family, rules));
    yield {
      products: styles.flatMap((style) => (isRefusedProduct(style) ? [] : [style])),
      refused: styles.filter(isRefusedProduct),
    };
  }
}

async function touchedFamilies(
  reading: SkubanaReading,
  options: SkubanaOptions,
  changedSince: Date,
): Promise<Set<string>> {
  const touched = new Set<string>();
  const query = { modifiedDateFrom: toSecond(changedSince) };
  const list = { path: PRODUCTS, query, limit: options.productsPageSize, key: ['productId'] };
  for await (const rows of reading.pages(list)) {
    for (const row of rows) {
      const family = familyOf(row);
      if (family !== null) touched.add(family);
    }
  }
  return touched;
}

/** The default vendor's SKU by product id, else the first. */
async function vendorSkusOf(reading: SkubanaReading): Promise<ReadonlyMap<string, string>> {
  const skus = new Map<string, string>();
  const byDefault = new Set<string>();
  const list = { path: '/v1/vendorproducts', limit: VENDOR_PRODUCTS_PER_PAGE, key: ['vendorProductId'] };
  for await (const rows of reading.pages(list)) {
    for (const row of rows) {
      if (!isObject(row) || !isObject(row.product) || row.active === false) continue;
      const id = readText(row.product.productId);
      const sku = readText(row.vendorSku);
      if (id === null || sku === null || byDefault.has(id)) continue;
      if (row.defaultProduct === true) byDefault.add(id);
      else if (skus.has(id)) continue;
      skus.set(id, sku);
    }
  }
  return skus;
}

/** `yyyy-MM-ddTHH:mm:ssZ`, the second begun: Skubana takes no parts of one. */
const toSecond = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');
