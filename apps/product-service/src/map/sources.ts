import type { MappedField, ProductDetail, ProductMapping, ProductVariant } from '@joor-bridge/contracts';

type ProductSource = (product: ProductDetail) => readonly string[];

/** Fields that every WMS's style has, by the names that a mapping calls them. */
const PRODUCT_SOURCES: Readonly<Record<string, ProductSource>> = {
  styleNumber: ({ styleNumber }) => [styleNumber],
  name: ({ name }) => [name],
  description: ({ description }) => [description],
  productType: ({ productType }) => [productType],
  supplierCode: ({ supplierCode }) => [supplierCode],
  category: ({ categories }) => categories,
  season: ({ season }) => [season],
  seasonYear: ({ seasonYear }) => (seasonYear === null ? [] : [String(seasonYear)]),
  lineSheet: ({ lineSheets }) => lineSheets,
};

const VARIANT_SOURCES: Readonly<Record<string, (variant: ProductVariant) => string>> = {
  sku: ({ sku }) => sku,
  upc: ({ upc }) => upc,
  colorName: ({ colorName }) => colorName,
  colorCode: ({ colorCode }) => colorCode,
  sizeName: ({ sizeName }) => sizeName,
  sizeCode: ({ sizeCode }) => sizeCode,
};

/** Every field that has a name of its own; besides, a mapping may name what the WMS says, e.g. `custom.Season`. */
export const SOURCE_NAMES: readonly string[] = [
  ...Object.keys(PRODUCT_SOURCES),
  ...Object.keys(VARIANT_SOURCES),
];

/** What a source says of a style; empty when it is not filled. */
export function ofProduct(product: ProductDetail, from: string): readonly string[] {
  const known = Object.hasOwn(PRODUCT_SOURCES, from) ? PRODUCT_SOURCES[from] : undefined;
  const values = known ? known(product) : [fieldOf(product, from)];
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** What a source says of a variant: its own field, else that of its style; `""` when neither is filled. */
export function ofVariant(product: ProductDetail, variant: ProductVariant, from: string): string {
  const known = Object.hasOwn(VARIANT_SOURCES, from) ? VARIANT_SOURCES[from] : undefined;
  const own = (known ? known(variant) : fieldOf(variant, from)).trim();
  return own === '' && !known ? (ofProduct(product, from)[0] ?? '') : own;
}

const fieldOf = ({ fields }: Pick<ProductDetail, 'fields'>, name: string): string =>
  Object.hasOwn(fields, name) ? (fields[name] ?? '') : '';

/** Sources by target. A target that is not named keeps its usual source. */
export class Sources {
  private readonly byTarget = new Map<MappedField, string[]>();

  constructor(mapping: ProductMapping) {
    for (const { to, from } of mapping) {
      const known = this.byTarget.get(to);
      if (known) known.push(from);
      else this.byTarget.set(to, [from]);
    }
  }

  has(target: MappedField): boolean {
    return this.byTarget.has(target);
  }

  /** All that the target's sources say, each once, in their order. */
  all(target: MappedField, product: ProductDetail, usual: readonly string[]): readonly string[] {
    const sources = this.byTarget.get(target);
    const values = sources
      ? sources.flatMap((from) => ofProduct(product, from))
      : usual.map((value) => value.trim()).filter((value) => value !== '');
    return [...new Set(values)];
  }

  /** The first filled source of the target; `""` when none is. */
  first(target: MappedField, product: ProductDetail, usual: string): string {
    return this.all(target, product, [usual])[0] ?? '';
  }

  /** The same for one variant, whose own fields come before those of its style. */
  ofVariant(target: MappedField, product: ProductDetail, variant: ProductVariant, usual: string): string {
    const sources = this.byTarget.get(target);
    if (!sources) return usual.trim();
    for (const from of sources) {
      const value = ofVariant(product, variant, from);
      if (value !== '') return value;
    }
    return '';
  }
}
