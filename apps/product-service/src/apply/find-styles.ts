import type { FoundStyle } from '../held/adopted.js';
import { groupsBy } from './batches.js';
import type { FoundProduct, FoundSheet, JoorPort } from './joor-port.js';
import type { SheetList } from './sheet-list.js';

/** A style that JOOR is asked for: JOOR's id, where it is known, and the numbers that it may be there under. */
export interface Sought {
  readonly id: string | null;
  readonly numbers: readonly string[];
}

type Asked = Pick<JoorPort, 'products' | 'skus' | 'prices'>;

/** @returns what JOOR has of each, undefined for nothing, in their order. @throws JoorFailure */
export async function findStyles(
  sought: readonly Sought[],
  joor: Asked,
  list: Pick<SheetList, 'sheets'>,
): Promise<(FoundStyle | undefined)[]> {
  const products = await findProducts(sought, joor);
  const found = await wholeStyles(
    products.flatMap((product) => product ?? []),
    joor,
    list,
  );
  return products.map((product) => product && found.get(product.id));
}

/** The styles' own records alone. @throws JoorFailure */
export async function findProducts(
  sought: readonly Sought[],
  joor: Pick<JoorPort, 'products'>,
): Promise<(FoundProduct | undefined)[]> {
  const products = await joor.products([...new Set(sought.flatMap(({ numbers }) => numbers))]);
  const byId = new Map(products.map((product) => [product.id, product]));
  const byNumber = new Map([...products].reverse().map((product) => [product.externalId, product]));
  return sought.map(({ id, numbers }) => {
    const known = id === null ? undefined : byId.get(id);
    return known ?? numbers.flatMap((number) => byNumber.get(number) ?? [])[0];
  });
}

/** Everything that JOOR shows of products, by their ids. @throws JoorFailure */
export async function wholeStyles(
  products: readonly FoundProduct[],
  joor: Pick<JoorPort, 'skus' | 'prices'>,
  list: Pick<SheetList, 'sheets'>,
): Promise<Map<string, FoundStyle>> {
  if (products.length === 0) return new Map();
  const skus = await joor.skus([...new Set(products.map(({ id }) => id))]);
  const prices = await joor.prices(skus.map(({ id }) => id));
  const skusOf = groupsBy(skus, ({ productId }) => productId);
  const pricesOf = groupsBy(prices, ({ skuId }) => skuId);
  const sheets = await list.sheets();
  return new Map(
    products.map((product): [string, FoundStyle] => {
      const own = skusOf.get(product.id) ?? [];
      return [
        product.id,
        {
          product,
          skus: own,
          prices: own.flatMap(({ id }) => pricesOf.get(id) ?? []),
          sheets: sheets.filter((sheet) => isOn(sheet, product.id)),
        },
      ];
    }),
  );
}

const isOn = ({ items }: FoundSheet, productId: string): boolean =>
  items.some((item) => item.productId === productId);
