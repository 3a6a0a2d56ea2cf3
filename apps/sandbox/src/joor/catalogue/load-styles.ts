import { type Catalogue, skuId } from './catalogue.js';
import type { Color, Product, Size } from './records.js';

/** A style as it is put into a catalogue at once, without the API. */
export interface StyleSeed {
  readonly number: string;
  readonly name: string;
  /** JOOR's id of the style, as on the lines of orders; one is made where it is left out. */
  readonly id?: number;
  /** In cents of the first price type; without both, the SKUs have no price. */
  readonly wholesaleCents?: number;
  readonly retailCents?: number;
  readonly colors: readonly {
    readonly name: string;
    readonly code: string;
    readonly variants: readonly { readonly size: string; readonly upc: string }[];
  }[];
}

/** Adds styles that are not in the catalogue yet, told by their number. Returns how many were added. */
export function loadStyles(catalogue: Catalogue, styles: readonly StyleSeed[], now: number): number {
  const missing = styles.filter(({ number }) => !catalogue.products.find(number));
  for (const style of missing) loadStyle(catalogue, style, now);
  return missing.length;
}

function loadStyle(catalogue: Catalogue, style: StyleSeed, now: number): void {
  const product: Product = {
    id: String(style.id ?? catalogue.newNumber()),
    name: style.name,
    externalId: style.number,
    identifier: style.number,
    description: '',
    orderMinimum: 0,
    categoryIds: [],
    traitValues: [],
    tags: [],
    createdAt: now,
    modifiedAt: now,
  };
  catalogue.addProduct(product);
  const sizes = new Map<string, Size>();
  for (const { name, code, variants } of style.colors) {
    const color: Color = { id: catalogue.newNumber(), code, name, orderMinimum: 0, active: true };
    for (const { size: text, upc } of variants) {
      const size = sizes.get(text) ?? newSize(catalogue, text);
      sizes.set(text, size);
      loadSku(catalogue, { product, color, size, upc, style });
    }
  }
}

const newSize = (catalogue: Catalogue, name: string): Size => ({
  id: catalogue.newNumber(),
  name,
  code: name,
  orderMinimum: 0,
  active: true,
});

interface Placed {
  readonly product: Product;
  readonly color: Color;
  readonly size: Size;
  readonly upc: string;
  readonly style: StyleSeed;
}

function loadSku(catalogue: Catalogue, { product, color, size, upc, style }: Placed): void {
  const name = `${style.number}-${color.code}-${size.name}`;
  const { id } = catalogue.addSku({
    id: skuId(color.id, size.id),
    productId: product.id,
    externalId: name,
    identifier: name,
    color,
    size,
    identifiers: upc === '' ? [] : [{ type: 'upc', value: upc }],
  });
  const [priceType] = catalogue.priceTypes;
  if (style.wholesaleCents === undefined || !priceType) return;
  catalogue.prices.add({
    id: String(catalogue.newNumber()),
    externalId: null,
    skuId: id,
    priceTypeId: priceType.id,
    wholesale: decimal(style.wholesaleCents),
    retail: style.retailCents === undefined ? null : decimal(style.retailCents),
  });
}

const decimal = (cents: number): string =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
