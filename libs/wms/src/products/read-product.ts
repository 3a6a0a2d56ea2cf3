import {
  type ProductDetail,
  ProductDetail as ProductDetailSchema,
  type ProductImage,
  type ProductPrice,
  type ProductVariant,
} from '@joor-bridge/contracts';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { isObject, type JsonObject } from '../http/json-body.js';
import { instantIn } from '../row/instant.js';
import { nameOf, neededTextIn, RowFault, textIn, textOf, upcIn } from '../row/row-text.js';
import { decimalIn } from './decimal-in.js';
import { flagIn, listIn, textsIn, yearIn } from './parts.js';
import type { RefusedProduct } from './product-page.js';

const LONGEST_KEY = 200;
const LONGEST_SHORT = 500;
const LONGEST_TEXT = 20_000;
const LONGEST_URL = 2_000;
const schema = TypeCompiler.Compile(ProductDetailSchema);

/**
 * One style in our own JSON (docs/receiver.md), as a generic WMS answers and pushes it: a `ProductDetail` in which
 * only `styleNumber` and the variants' `sku` are needed. A style that cannot be taken comes back with the reason.
 * Never throws.
 */
export function readProduct(raw: unknown): ProductDetail | RefusedProduct {
  try {
    const product = read(raw);
    const fault = schema.Check(product) ? undefined : schema.Errors(product).First();
    if (fault === undefined) return product;
    throw new RowFault(`${fault.path.slice(1).replaceAll('/', '.')}: ${fault.message}`);
  } catch (error) {
    if (error instanceof RowFault) return { styleNumber: nameOf(raw, 'styleNumber'), reason: error.message };
    throw error;
  }
}

export const isRefusedProduct = (product: ProductDetail | RefusedProduct): product is RefusedProduct =>
  'reason' in product;

function read(raw: unknown): ProductDetail {
  if (!isObject(raw)) throw new RowFault('a product must be a JSON object');
  return {
    styleNumber: neededTextIn(raw, 'styleNumber', LONGEST_KEY),
    name: textIn(raw, 'name', LONGEST_SHORT),
    description: textIn(raw, 'description', LONGEST_TEXT),
    productType: textIn(raw, 'productType', LONGEST_SHORT),
    supplierCode: textIn(raw, 'supplierCode', LONGEST_SHORT),
    active: flagIn(raw, 'active', true),
    modifiedAt: instantIn(raw.modifiedAt, 'modifiedAt')?.toISOString() ?? null,
    categories: textsIn(raw, 'categories', LONGEST_SHORT),
    season: textIn(raw, 'season', LONGEST_SHORT),
    seasonYear: yearIn(raw, 'seasonYear'),
    lineSheets: textsIn(raw, 'lineSheets', LONGEST_SHORT),
    prices: listIn(raw, 'prices').map(price),
    images: listIn(raw, 'images').map(image),
    variants: listIn(raw, 'variants').map(variant),
    fields: fieldsIn(raw),
  };
}

function variant(raw: JsonObject): ProductVariant {
  return {
    sku: neededTextIn(raw, 'sku', LONGEST_KEY),
    upc: upcIn(raw, LONGEST_SHORT),
    colorName: textIn(raw, 'colorName', LONGEST_SHORT),
    colorCode: textIn(raw, 'colorCode', LONGEST_SHORT),
    sizeName: textIn(raw, 'sizeName', LONGEST_SHORT),
    sizeCode: textIn(raw, 'sizeCode', LONGEST_SHORT),
    active: flagIn(raw, 'active', true),
    prices: listIn(raw, 'prices').map(price),
    fields: fieldsIn(raw),
  };
}

const price = (raw: JsonObject): ProductPrice => ({
  label: textIn(raw, 'label', LONGEST_SHORT),
  currency: textIn(raw, 'currency', 3).toUpperCase(),
  wholesale: decimalIn(raw.wholesale, 'wholesale'),
  retail: decimalIn(raw.retail, 'retail'),
});

function image(raw: JsonObject): ProductImage {
  const kind = raw.kind ?? 'image';
  if (kind !== 'image' && kind !== 'swatch') throw new RowFault('kind of an image must be image or swatch');
  return {
    url: neededTextIn(raw, 'url', LONGEST_URL),
    colorCode: textIn(raw, 'colorCode', LONGEST_SHORT),
    kind,
  };
}

/** Names to texts. A field without a value is left out: so a mapping can go on to its next source. */
function fieldsIn({ fields }: JsonObject): Record<string, string> {
  if (fields === undefined || fields === null) return {};
  if (!isObject(fields)) throw new RowFault('fields must be an object of texts');
  const entries = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (value === null) return [];
    const said = typeof value === 'boolean' ? String(value) : value;
    const key = textOf(name, 'a name in fields', LONGEST_KEY);
    return [[key, textOf(said, `fields.${key}`, LONGEST_TEXT)]];
  });
  return Object.fromEntries(entries);
}
