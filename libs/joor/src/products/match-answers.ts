import { grouped } from '../grouping/grouped.js';
import { contradict, differ, type RecordNames } from './record-names.js';
import type { Written } from './written.js';

/** One entry of the answer to a bulk write, from `data` or from `errors`. */
export type Told<T> = { readonly names: RecordNames } & (
  | { readonly kind: 'data' /** Null where it can't be read. */; readonly value: T | null }
  | {
      readonly kind: 'error';
      readonly duplicate: boolean;
      /** Of the record that is there already. */
      readonly id: string | null;
      readonly reason: string;
    }
);

/**
 * Gives each record that was sent what JOOR says of it: HTTP 200 holds `data` and `errors` without an index, in any
 * order, either may lack a record, and a record may be in both. An entry finds its record by the surest name that it
 * echoes; one that could mean several of them means none, unless as many errors say the same.
 * @returns as many answers as records, in their order
 */
export function matchAnswers<T extends { readonly id: string }>(
  sent: readonly RecordNames[],
  told: readonly Told<T>[],
): Written<T>[] {
  const found: Told<T>[][] = sent.map(() => []);
  let rest = matchIdentities(sent, told, found);
  const hints = Math.max(0, ...sent.map((record) => record.hints.length));
  for (let level = 0; level < hints; level += 1) {
    rest = matchHints(sent, rest, found, ({ hints }) => hints[level] ?? '');
  }
  // At last, what has no name at all: the only record left is the one that is meant.
  matchHints(sent, rest, found, () => 'any');
  return found.map(summedUp);
}

/** @returns the entries that found no record */
function matchIdentities<T>(
  sent: readonly RecordNames[],
  told: readonly Told<T>[],
  found: Told<T>[][],
): Told<T>[] {
  const levels = Math.max(0, ...sent.map(({ identities }) => identities.length));
  const places = Array.from({ length: levels }, (_, level) =>
    grouped(sent.keys(), (place) => sent[place]?.identities[level] ?? ''),
  );
  const placeOf = ({ names }: Told<T>): number | undefined => {
    for (const [level, byName] of places.entries()) {
      const name = names.identities[level] ?? '';
      const named = name === '' ? [] : (byName.get(name) ?? []);
      const possible = named.filter((place) => !contradict(names, sent[place] ?? NAMELESS, level));
      // A request that names a record twice: the first entry is the first's.
      const open = possible.find((place) => found[place]?.length === 0) ?? possible.at(-1);
      if (open !== undefined) return open;
    }
    return undefined;
  };
  return told.filter((entry) => {
    const place = placeOf(entry);
    if (place !== undefined) found[place]?.push(entry);
    return place === undefined;
  });
}

/** @returns the entries that found no record */
function matchHints<T>(
  sent: readonly RecordNames[],
  told: readonly Told<T>[],
  found: Told<T>[][],
  hintOf: (names: RecordNames) => string,
): Told<T>[] {
  const open = [...sent.entries()].filter(([place]) => found[place]?.length === 0);
  const records = grouped(open, ([, names]) => hintOf(names));
  const matched = new Set<Told<T>>();
  for (const [hint, entries] of grouped(told, ({ names }) => hintOf(names))) {
    const meant = hint === '' ? [] : (records.get(hint) ?? []);
    const clash = meant.length > 1 ? differ : contradict;
    if (meant.some(([, names]) => entries.some((entry) => clash(names, entry.names)))) continue;
    const shared = sharedBy(entries, meant.length);
    for (const [place] of meant) found[place]?.push(...shared);
    if (meant.length > 0 && shared.length > 0) for (const entry of entries) matched.add(entry);
  }
  return told.filter((entry) => !matched.has(entry));
}

/** What entries say of each of so many records that they may mean; nothing where they don't say the same of all. */
function sharedBy<T>(entries: readonly Told<T>[], records: number): readonly Told<T>[] {
  if (records === 1) return entries.filter(({ kind }) => kind === 'data').length > 1 ? [] : entries;
  const [first] = entries;
  if (entries.length !== records || first?.kind !== 'error') return [];
  const same = entries.every(
    (entry) =>
      entry.kind === 'error' &&
      entry.duplicate === first.duplicate &&
      (first.duplicate || entry.reason === first.reason),
  );
  return same ? [{ ...first, id: null }] : [];
}

/** An error counts more than data: a record that is written with a complaint is one for a person to look at. */
function summedUp<T extends { readonly id: string }>(entries: readonly Told<T>[]): Written<T> {
  const values = entries.flatMap((entry) => (entry.kind === 'data' && entry.value ? [entry.value] : []));
  const errors = entries.flatMap((entry) => (entry.kind === 'error' ? [entry] : []));
  const refusals = errors.filter(({ duplicate }) => !duplicate).map(({ reason }) => reason);
  const [value] = values;
  if (refusals.length > 0) return { kind: 'refused', reason: [...new Set(refusals)].join('; ') };
  if (errors.length > 0) {
    return { kind: 'duplicate', id: errors.find(({ id }) => id !== null)?.id ?? (value?.id || null) };
  }
  return value ? { kind: 'written', value } : { kind: 'unnamed' };
}

const NAMELESS: RecordNames = { identities: [], hints: [] };
