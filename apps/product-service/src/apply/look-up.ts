import { adopted, type FoundStyle } from '../held/adopted.js';
import { chunks, groupsBy } from './batches.js';
import type { FoundSheet, JoorPort } from './joor-port.js';
import type { SheetList } from './sheet-list.js';
import type { StyleTurn } from './turn.js';

/** Names in one request: their ids have to fit into its address. */
const IN_ONE_REQUEST = 100;

/**
 * Asks JOOR what it has of styles: such as were never written by us, since a brand may have them already, and those
 * of which a write may have had its effect. What is held of them is then JOOR's own word.
 * @throws JoorFailure
 */
export async function lookUp(turns: readonly StyleTurn[], joor: JoorPort, list: SheetList): Promise<void> {
  const products = await inRequests(turns.flatMap(numbersOf), (numbers) => joor.products(numbers));
  const byId = new Map(products.map((product) => [product.id, product]));
  const byNumber = new Map([...products].reverse().map((product) => [product.externalId, product]));
  const found = new Map(
    turns.map((turn) => {
      const known = turn.held && byId.get(turn.held.id);
      return [turn, known ?? numbersOf(turn).flatMap((number) => byNumber.get(number) ?? [])[0]];
    }),
  );
  const ids = [...new Set([...found.values()].flatMap((product) => product?.id ?? []))];
  const skus = await inRequests(ids, (some) => joor.skus(some));
  const prices = await inRequests(
    skus.map(({ id }) => id),
    (some) => joor.prices(some),
  );
  const skusOf = groupsBy(skus, ({ productId }) => productId);
  const pricesOf = groupsBy(prices, ({ skuId }) => skuId);
  const sheets = ids.length === 0 ? [] : await list.sheets();
  for (const [turn, product] of found) {
    turn.lookAgain = false;
    if (!product) {
      turn.gone();
      continue;
    }
    const own = skusOf.get(product.id) ?? [];
    take(turn, {
      product,
      skus: own,
      prices: own.flatMap(({ id }) => pricesOf.get(id) ?? []),
      sheets: sheets.filter((sheet) => isOn(sheet, product.id)),
    });
  }
}

function take(turn: StyleTurn, found: FoundStyle): void {
  const { mapped, doubt } = turn.due;
  const wanted = mapped.kind === 'wanted' ? mapped.wanted : null;
  turn.took(adopted(found, { held: turn.held, wanted, doubt: turn.doubt ?? doubt }));
}

/** A style whose number in JOOR changes is there under the old one until then. */
function numbersOf({ held, due }: StyleTurn): string[] {
  const wanted = due.mapped.kind === 'wanted' ? [due.mapped.wanted.number] : [];
  return [...new Set([...(held ? [held.externalId] : []), ...wanted])];
}

const isOn = ({ items }: FoundSheet, productId: string): boolean =>
  items.some((item) => item.productId === productId);

async function inRequests<T>(
  names: readonly string[],
  ask: (names: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (const some of chunks([...new Set(names)], IN_ONE_REQUEST)) found.push(...(await ask(some)));
  return found;
}
