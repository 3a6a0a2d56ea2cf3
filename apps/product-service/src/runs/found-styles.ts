import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { chunks } from '../apply/batches.js';
import { findProducts, wholeStyles } from '../apply/find-styles.js';
import type { JoorPort } from '../apply/joor-port.js';
import { SheetList } from '../apply/sheet-list.js';
import type { Scope } from '../catalogue/scope.js';
import type { FoundStyle } from '../held/adopted.js';

/** As many numbers as an address can hold where they are short. */
const IN_ONE_REQUEST = 200;

/** Of styles with a hundred SKUs each these cost two thirds of what products may spend in a window of credits. */
const WHOLE_AT_ONCE = 50;

const READ = `
select number, found from found_styles
where connection_id = $1 and world = $2 and account = $3 and number = any($4::text[]) and at >= $5`;

const KEEP = `
insert into found_styles (connection_id, world, account, number, found)
select $1, $2, $3, number, found::json from unnest($4::text[], $5::text[]) as row (number, found)
on conflict (connection_id, world, number) do update set
  account = excluded.account, found = excluded.found, at = excluded.at`;

export interface FoundStylesParts {
  readonly pool: pg.Pool;
  readonly scope: Scope;
  /** What is found belongs to it. */
  readonly account: string;
  readonly joor: Pick<JoorPort, 'products' | 'skus' | 'prices' | 'seasons' | 'sheets'>;
  /** What was found before is asked for anew. */
  readonly since: Date;
}

/**
 * What JOOR has under numbers of styles that joor-bridge has not written yet. Thousands of them take more than one
 * window of credits: what is found is remembered, and who asks again goes on where it was cut off.
 */
export class FoundStyles {
  private readonly list: SheetList;

  constructor(private readonly parts: FoundStylesParts) {
    this.list = new SheetList(parts.joor);
  }

  /** By number; one that JOOR has nothing under has no entry. @throws JoorFailure */
  async under(numbers: readonly string[]): Promise<Map<string, FoundStyle>> {
    const known = await this.read(numbers);
    const open = [...new Set(numbers)].filter((number) => !known.has(number));
    for (const some of chunks(open, IN_ONE_REQUEST)) {
      for (const [number, found] of await this.ask(some)) known.set(number, found);
    }
    return new Map([...known].flatMap(([number, found]) => (found ? [[number, found]] : [])));
  }

  private async ask(numbers: readonly string[]): Promise<[string, FoundStyle | null][]> {
    const { joor } = this.parts;
    const products = await findProducts(
      numbers.map((number) => ({ id: null, numbers: [number] })),
      joor,
    );
    const named = numbers.map((number, at) => ({ number, product: products[at] ?? null }));
    const asked = named
      .filter(({ product }) => product === null)
      .map(({ number }): [string, null] => [number, null]);
    await this.keep(asked);
    const all: [string, FoundStyle | null][] = [...asked];
    const there = named.flatMap(({ number, product }) => (product ? [{ number, product }] : []));
    for (const some of chunks(there, WHOLE_AT_ONCE)) {
      const whole = await wholeStyles(
        some.map(({ product }) => product),
        joor,
        this.list,
      );
      const found = some.map(({ number, product }): [string, FoundStyle | null] => [
        number,
        whole.get(product.id) ?? null,
      ]);
      await this.keep(found);
      all.push(...found);
    }
    return all;
  }

  private async read(numbers: readonly string[]): Promise<Map<string, FoundStyle | null>> {
    const { pool, scope, account, since } = this.parts;
    const { rows } = await pool.query<{ number: string; found: FoundStyle | null }>(READ, [
      ...[scope.connectionId, scope.world, account, textArray(numbers), since],
    ]);
    return new Map(rows.map(({ number, found }) => [number, found]));
  }

  private async keep(found: readonly (readonly [string, FoundStyle | null])[]): Promise<void> {
    if (found.length === 0) return;
    const { pool, scope, account } = this.parts;
    await pool.query(KEEP, [
      ...[scope.connectionId, scope.world, account],
      textArray(found.map(([number]) => number)),
      textArray(found.map(([, style]) => style && JSON.stringify(ofItsOwn(style)))),
    ]);
  }
}

/** A line sheet holds the entries of all its styles: of each style only its own is kept. */
const ofItsOwn = (found: FoundStyle): FoundStyle => ({
  ...found,
  sheets: found.sheets.map((sheet) => ({
    ...sheet,
    items: sheet.items.filter(({ productId }) => productId === found.product.id),
  })),
});

export async function forgetOldFinds(pool: pg.Pool): Promise<void> {
  await pool.query("delete from found_styles where at < now() - interval '1 day'");
}
