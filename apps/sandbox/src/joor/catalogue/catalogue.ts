import { CATEGORIES, PRICE_TYPES } from './joor-lists.js';
import {
  type Category,
  type Collection,
  type Color,
  type Image,
  type Price,
  type PriceType,
  type Product,
  type Season,
  type Size,
  type Sku,
  styleIdentifierOf,
  styleNumberOf,
  upcOf,
} from './records.js';
import { Shelf } from './shelf.js';

/** Where ids start: above those of the generated styles. */
const FIRST_ID = 3_295_521;

/** What a brand sells, as one JOOR account knows it: the same for v2 and v4. */
export class Catalogue {
  readonly products = new Shelf<Product>();
  readonly skus = new Shelf<Sku>(({ productId }) => productId);
  readonly prices = new Shelf<Price>(({ skuId }) => skuId);
  readonly seasons = new Shelf<Season>();
  readonly collections = new Shelf<Collection>();
  readonly images = new Shelf<Image>(({ productId }) => productId);
  priceTypes: readonly PriceType[] = PRICE_TYPES;
  categories: readonly Category[] = CATEGORIES;
  private nextNumber = FIRST_ID;
  private readonly byUpc = new Map<string, readonly Sku[]>();
  private readonly byFilename = new Map<string, readonly Image[]>();
  private byStyle: Map<string, Product> | null = null;

  /** An id that no record of this account has had. */
  newNumber(): number {
    return this.nextNumber++;
  }

  addProduct(product: Product): Product {
    this.byStyle = null;
    return this.products.add(product);
  }

  changeProduct(product: Product, changes: Partial<Product>): Product {
    this.byStyle = null;
    return this.products.change(product, changes);
  }

  addSku(sku: Sku): Sku {
    this.index(sku);
    return this.skus.add(sku);
  }

  changeSku(sku: Sku, changes: Partial<Sku>): Sku {
    this.unindex(sku);
    this.skus.change(sku, changes);
    this.index(sku);
    return sku;
  }

  /** SKUs with this UPC; JOOR does not say that there can be but one. */
  withUpc(upc: string): readonly Sku[] {
    return this.byUpc.get(upc) ?? [];
  }

  addImage(image: Image): Image {
    this.byFilename.set(image.filename, [...this.imagesNamed(image.filename), image]);
    return this.images.add(image);
  }

  removeImage(image: Image): void {
    const others = this.imagesNamed(image.filename).filter((other) => other !== image);
    this.byFilename.set(image.filename, others);
    this.images.remove(image);
  }

  imagesNamed(filename: string): readonly Image[] {
    return this.byFilename.get(filename) ?? [];
  }

  /** The style of this number and identifier; a blank identifier is not looked at. */
  style(number: string, identifier: string): Product | undefined {
    this.byStyle ??= new Map(
      this.products
        .all()
        .toReversed()
        .flatMap((product) => [
          [styleKey(styleNumberOf(product), styleIdentifierOf(product)), product],
          [styleKey(styleNumberOf(product), ''), product],
        ]),
    );
    return this.byStyle.get(styleKey(number, identifier));
  }

  /** Colours and sizes of a product, each once. */
  colorsOf(productId: string): readonly Color[] {
    return [...new Set(this.skus.of(productId).map(({ color }) => color))];
  }

  sizesOf(productId: string): readonly Size[] {
    return [...new Set(this.skus.of(productId).map(({ size }) => size))];
  }

  /** Empties it; price types and categories stay. */
  clear(): void {
    for (const shelf of [this.products, this.skus, this.prices, this.seasons, this.collections, this.images])
      shelf.clear();
    this.byUpc.clear();
    this.byFilename.clear();
    this.byStyle = null;
  }

  private index(sku: Sku): void {
    for (const { value } of sku.identifiers) this.byUpc.set(value, [...this.withUpc(value), sku]);
  }

  private unindex(sku: Sku): void {
    for (const { value } of sku.identifiers)
      this.byUpc.set(
        value,
        this.withUpc(value).filter((other) => other !== sku),
      );
  }
}

const styleKey = (number: string, identifier: string): string => JSON.stringify([number, identifier]);

/** JOOR's id of a SKU: base64 of `0|colour|size`, as its documented ids read when decoded. */
export const skuId = (color: number, size: number): string =>
  Buffer.from(`0|${color}|${size}`).toString('base64');

/** How a person, and JOOR's inventory log, call a SKU: by its UPC, else style-color-size. */
export function labelOf({ products }: Catalogue, sku: Sku): string {
  const product = products.get(sku.productId);
  return upcOf(sku) || `${product ? styleNumberOf(product) : ''}-${sku.color.code}-${sku.size.name}`;
}
