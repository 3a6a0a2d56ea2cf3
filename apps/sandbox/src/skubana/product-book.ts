import { numberOf, type StyleJson, type StyleShelf } from '../stock/style-shelf.js';

/** A product as `GET /v1.1/products` shows it. */
export interface SkubanaProduct {
  readonly productId: number;
  readonly masterSku: string;
  readonly parentId: number | null;
  readonly modifiedDate: string;
  readonly [field: string]: unknown;
}

const FIRST_PRODUCT = 8_000;
const NEVER = '2026-01-01T00:00:00Z';

interface Pages {
  readonly version: number;
  readonly all: readonly SkubanaProduct[];
}

/** The styles as Skubana's products: a main item and its variants, which name it as their parent. */
export class ProductBook {
  private readonly ids = new Map<string, number>();
  private made: Pages | null = null;

  constructor(private readonly styles: StyleShelf) {}

  /** By id, as a list that is read in pages has to be. */
  all(): readonly SkubanaProduct[] {
    const styles = this.styles.all();
    if (this.made?.version !== this.styles.version) {
      const all = styles.flatMap((style) => this.family(style));
      this.made = { version: this.styles.version, all: all.sort((a, b) => a.productId - b.productId) };
    }
    return this.made.all;
  }

  variants(): readonly SkubanaProduct[] {
    return this.all().filter(({ parentId }) => parentId !== null);
  }

  suppliers(): readonly { productId: number; masterSku: string; supplierCode: string }[] {
    return this.styles.all().flatMap((style) => {
      const { supplierCode } = style;
      const masterSku = numberOf(style);
      if (typeof supplierCode !== 'string' || supplierCode === '') return [];
      return [{ productId: this.idOf(masterSku), masterSku, supplierCode }];
    });
  }

  /** A SKU has one id for ever. */
  idOf(sku: string): number {
    const known = this.ids.get(sku);
    if (known !== undefined) return known;
    const id = FIRST_PRODUCT + this.ids.size;
    this.ids.set(sku, id);
    return id;
  }

  private family(style: StyleJson): SkubanaProduct[] {
    const main = numberOf(style);
    const parentId = this.idOf(main);
    const shared = { type: 'CORE_PRODUCT', brand: 'Brand', modifiedDate: toSecond(style.modifiedAt) };
    const images = objectsIn(style.images);
    const parent = {
      ...shared,
      ...titled(style),
      productId: parentId,
      masterSku: main,
      parentId: null,
      upc: null,
      active: style.active ?? true,
      categories: style.categories ?? [],
      mapPrice: mapPriceOf(style),
      attributeGroups: [],
      imageUrls: imagesOf(images.filter(({ colorCode = '' }) => colorCode === '')),
      customFieldValues: customFieldsOf(style),
    };
    const variants = objectsIn(style.variants).map((variant) => ({
      ...shared,
      ...titled(style),
      productId: this.idOf(String(variant.sku)),
      masterSku: String(variant.sku),
      parentId,
      upc: variant.upc ?? null,
      active: variant.active ?? true,
      categories: [],
      mapPrice: null,
      attributeGroups: attributesOf(variant),
      imageUrls: imagesOf(images.filter(({ colorCode = '' }) => colorCode === variant.colorCode)),
      customFieldValues: [],
    }));
    return [parent, ...variants];
  }
}

type Json = Readonly<Record<string, unknown>>;

const objectsIn = (list: unknown): readonly Json[] => (Array.isArray(list) ? list : []);

const titled = ({ name = '', description = '' }: StyleJson) => ({ name, description });

const attributesOf = (variant: Json) => [
  { attributeGroupId: 1, name: 'Color', attributes: [{ attributeId: 11, name: variant.colorName ?? '' }] },
  { attributeGroupId: 2, name: 'Size', attributes: [{ attributeId: 21, name: variant.sizeName ?? '' }] },
];

const imagesOf = (images: readonly Json[]) =>
  images.map(({ url }, at) => ({ id: at + 1, url, rank: at + 1 }));

/** Skubana writes money as a number. */
function mapPriceOf(style: StyleJson): unknown {
  const [price] = objectsIn(style.prices);
  return price ? { amount: Number(price.retail ?? price.wholesale), currency: price.currency } : null;
}

/** What Skubana has no field for is kept in fields of the brand's own. */
function customFieldsOf(style: StyleJson): unknown[] {
  const [price] = objectsIn(style.prices);
  const own = {
    'Wholesale Price': price?.wholesale,
    Season: style.season,
    'Season Year': style.seasonYear,
    'Line Sheet': Array.isArray(style.lineSheets) ? style.lineSheets[0] : undefined,
  };
  return Object.entries(own).flatMap(([name, value], at) =>
    value === undefined || value === null || value === ''
      ? []
      : [
          {
            customFieldValueId: `v${at}`,
            customFieldDef: { customFieldDefId: `f${at}`, name },
            value: String(value),
          },
        ],
  );
}

const toSecond = (instant: unknown): string =>
  typeof instant === 'string' ? instant.replace(/\.\d+Z$/, 'Z') : NEVER;
