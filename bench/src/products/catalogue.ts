interface Price {
  readonly wholesale: string;
  readonly retail: string | null;
}

/** A style with its variants, as far as a run compares it: every UPC with its price; null: none. */
export interface Style {
  readonly name: string;
  readonly lineSheets: readonly string[];
  readonly images: number;
  readonly prices: ReadonlyMap<string, Price | null>;
}

/** By style number. */
export type Catalogue = ReadonlyMap<string, Style>;

/** A style as the simulated WMS gives it. */
export interface WmsStyle {
  readonly styleNumber: string;
  readonly name: string;
  readonly lineSheets: readonly string[];
  readonly images: readonly unknown[];
  readonly prices: readonly { readonly wholesale: string; readonly retail: string | null }[];
  readonly variants: readonly { readonly upc: string }[];
}

/**
 * What JOOR has to hold.
 * @param before what it held until now: a retail price that the WMS no longer names stays in JOOR
 */
export const wantedOf = (styles: readonly WmsStyle[], before: Catalogue = new Map()): Catalogue =>
  new Map(
    styles.map(({ styleNumber, name, lineSheets, images, prices: [price], variants }) => {
      const old = before.get(styleNumber)?.prices;
      const priceOf = (upc: string): Price => {
        const { wholesale, retail } = amounts(price?.wholesale, price?.retail);
        return { wholesale, retail: retail ?? old?.get(upc)?.retail ?? null };
      };
      const prices = new Map(variants.map(({ upc }) => [upc, priceOf(upc)]));
      return [styleNumber, { name, lineSheets, images: images.length, prices }];
    }),
  );

/** JOOR's lists as `GET /v4/…` gives them. */
export interface JoorLists {
  readonly products: readonly { id: string; name: string; product_identifier: string }[];
  readonly skus: readonly {
    id: string;
    product: { id: string };
    identifiers: readonly { type: string; value: string }[];
  }[];
  readonly prices: readonly { sku_id: string; wholesale_value: string; retail_value: string | null }[];
  readonly collections: readonly { name: string; items: readonly { product_id: string }[] }[];
  readonly images: ReadonlyMap<string, number>;
}

/** What JOOR holds. */
export function heldOf({ products, skus, prices, collections, images }: JoorLists): Catalogue {
  const priceOf = new Map(
    prices.map((price) => [price.sku_id, amounts(price.wholesale_value, price.retail_value)]),
  );
  const pricesOf = new Map<string, Map<string, Price | null>>();
  for (const { id, product, identifiers } of skus) {
    const upc = identifiers.find(({ type }) => type === 'upc')?.value ?? id;
    const known = pricesOf.get(product.id) ?? new Map<string, Price | null>();
    pricesOf.set(product.id, known.set(upc, priceOf.get(id) ?? null));
  }
  const sheetsOf = new Map<string, string[]>();
  for (const { name, items } of collections)
    for (const { product_id: id } of items) sheetsOf.set(id, [...(sheetsOf.get(id) ?? []), name]);
  return new Map(
    products.map(({ id, name, product_identifier: number }) => [
      number,
      {
        name,
        lineSheets: sheetsOf.get(id) ?? [],
        images: images.get(id) ?? 0,
        prices: pricesOf.get(id) ?? new Map(),
      },
    ]),
  );
}

/** JOOR may write an amount with more or fewer zeros than the WMS. */
const amounts = (wholesale: string | undefined, retail: string | null | undefined): Price => ({
  wholesale: Number(wholesale).toFixed(2),
  retail: retail ? Number(retail).toFixed(2) : null,
});

const textOf = ({ name, lineSheets, images, prices }: Style): string =>
  JSON.stringify([name, [...lineSheets].sort(), images, [...prices].sort()]);

/** Styles that are other than before, and how many of their SKUs have another price. */
export function changesOf(before: Catalogue, now: Catalogue): { styles: number; prices: number } {
  let [styles, prices] = [0, 0];
  for (const [number, style] of now) {
    const old = before.get(number);
    if (old && textOf(old) === textOf(style)) continue;
    styles += 1;
    prices += [...style.prices].filter(([upc, price]) => !isSame(old?.prices.get(upc), price)).length;
  }
  return { styles, prices };
}

const isSame = (left: Price | null | undefined, right: Price | null): boolean =>
  left?.wholesale === right?.wholesale && left?.retail === right?.retail;

const SHOWN = 10;

/** Styles that JOOR holds other than expected, in words; of many, the first and how many. */
export function differencesOf(wanted: Catalogue, held: Catalogue): string[] {
  const differing: string[] = [];
  for (const number of new Set([...wanted.keys(), ...held.keys()])) {
    const [should, does] = [wanted.get(number), held.get(number)];
    const [expected, found] = [should && textOf(should), does && textOf(does)];
    if (expected !== found)
      differing.push(`${number}: JOOR has ${found ?? 'nothing'}, expected ${expected ?? 'nothing'}`);
  }
  const more = differing.length - SHOWN;
  return more > 0 ? [...differing.slice(0, SHOWN), `and ${more} more`] : differing;
}
