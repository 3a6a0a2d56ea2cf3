import { grouped } from '../grouping/grouped.js';
import type { InventoryRow, RowAnswer } from './inventory-row.js';
import type { LogEntry } from './read-log.js';
import { nameOf, namesOf } from './row-key.js';

/**
 * Gives each row what JOOR's log says of it. An entry finds its item by name. Of an item with several rows (more
 * warehouses, or dates) the warehouse and date decide where the entry has them; one entry for all of them speaks for
 * all; else only an answer that is the same for all is taken. What no entry names is `unnamed`: a wrong "accepted"
 * would keep a stale figure in JOOR, while an unnamed row is merely sent again.
 * @returns as many answers as rows, in their order
 */
export function answersOf(rows: readonly InventoryRow[], log: readonly LogEntry[]): RowAnswer[] {
  const answers: (RowAnswer | undefined)[] = rows.map(() => undefined);
  const { entriesOf, strangers } = byItem(rows, log);
  for (const { item, entries } of entriesOf) settleItem(rows, item, entries, answers);
  settleRest(answers, strangers);
  return answers.map((answer) => answer ?? { kind: 'unnamed' });
}

/** The rows of one item, by their places. */
type Item = readonly number[];

function byItem(rows: readonly InventoryRow[], log: readonly LogEntry[]) {
  const itemOf = itemsByName(rows);
  const found = grouped(log, ({ names }) => {
    const name = names.find((one) => itemOf.has(one));
    return name === undefined ? undefined : itemOf.get(name);
  });
  const strangers = found.get(undefined) ?? [];
  const entriesOf = [...found].flatMap(([item, entries]) => (item ? [{ item, entries }] : []));
  return { entriesOf, strangers };
}

/** A name that two different items share names neither. */
function itemsByName(rows: readonly InventoryRow[]): Map<string, Item> {
  const items = grouped(rows.keys(), (place) => keyOf(rows[place]));
  const named = new Map<string, Item | null>();
  for (const [place, { identity }] of rows.entries()) {
    const item = items.get(keyOf(rows[place])) ?? [];
    for (const name of namesOf(identity)) {
      const known = named.get(name);
      named.set(name, known === undefined || known === item ? item : null);
    }
  }
  return new Map([...named].flatMap(([name, item]) => (item === null ? [] : [[name, item]])));
}

/** What JOOR is told the item by. */
function keyOf(row: InventoryRow | undefined): string {
  if (!row || row.by === 'upc') return nameOf(row?.identity.upc ?? '');
  const { styleNumber, styleIdentifier, colorCode, size } = row.identity;
  return JSON.stringify([styleNumber, styleIdentifier, colorCode, size]);
}

/** Warehouse and date part the rows of an item as far as the log knows them. */
function settleItem(
  rows: readonly InventoryRow[],
  item: Item,
  entries: readonly LogEntry[],
  answers: (RowAnswer | undefined)[],
): void {
  const knowsWarehouse = entries.some(({ warehouse }) => warehouse !== null);
  const knowsDate = entries.some(({ on }) => on !== null);
  const partOf = (one: { warehouse: string | null; on: string | null } | undefined) =>
    JSON.stringify([knowsWarehouse && one?.warehouse, knowsDate && one?.on]);
  for (const [part, places] of grouped(item, (place) => partOf(rows[place]))) {
    const told = entries.filter((entry) => partOf(entry) === part);
    if (told.length === 1 || told.length >= places.length) {
      for (const place of places) answers[place] = agreed(told);
    }
  }
}

/** What several entries say, where they say the same; no log id, since it is not told which is whose. */
function agreed(entries: readonly LogEntry[]): RowAnswer | undefined {
  const [first, ...others] = entries.map(({ answer }) => answer);
  if (!first || others.length === 0) return first;
  if (first.kind === 'accepted' && others.every(({ kind }) => kind === 'accepted')) {
    return { ...first, logId: '' };
  }
  const same = (other: RowAnswer) => JSON.stringify(other) === JSON.stringify(first);
  return others.every(same) ? first : { kind: 'unnamed' };
}

/** As many entries that name no row of ours as rows that nothing names: if all say the same, all rows are answered. */
function settleRest(answers: (RowAnswer | undefined)[], strangers: readonly LogEntry[]): void {
  const left = answers.flatMap((answer, place) => (answer === undefined ? [place] : []));
  if (left.length === 0 || left.length !== strangers.length) return;
  for (const place of left) answers[place] = agreed(strangers);
}
