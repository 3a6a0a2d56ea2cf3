import type { HeldProduct } from '@joor-bridge/contracts';
import type { WantedStyle, WantedTag } from '../map/wanted-style.js';
import type { FieldChange, JoorNames, PlanOptions, ProductStep } from './plan.js';

export interface Part<S> {
  readonly step: S | null;
  readonly changes: readonly FieldChange[];
}

/** The product's own record, compared field by field. */
export function planProduct(
  wanted: WantedStyle,
  held: HeldProduct | null,
  { names }: Pick<PlanOptions, 'names'>,
): Part<ProductStep> {
  const found = differences(
    ['name', held?.name ?? '', wanted.name],
    ['style number', held?.externalId ?? '', wanted.number],
    ['style identifier', held?.identifier ?? '', wanted.identifier],
    ['description', held?.description ?? '', wanted.description],
    [CATEGORIES, sorted(held?.categoryIds ?? []), sorted(wanted.categoryIds)],
    ['tags', tagsText(held?.tags ?? []), tagsText(wanted.tags)],
  );
  const changes = found.map((change) => (change.field === CATEGORIES ? named(change, names) : change));
  if (held && changes.length === 0) return { step: null, changes };
  const { name, number: externalId, identifier, description, categoryIds, tags } = wanted;
  const record = { name, externalId, identifier, description, categoryIds, tags };
  return { step: { kind: 'product', id: held?.id ?? null, ...record }, changes };
}

/** The changes among fields, given as name, old and new. */
export const differences = (...fields: readonly (readonly [string, string, string])[]): FieldChange[] =>
  fields.filter(([, from, to]) => from !== to).map(([field, from, to]) => ({ field, from, to }));

const CATEGORIES = 'categories';
const BETWEEN = ', ';

/** Compared by ids: names need not tell categories apart. */
const sorted = (ids: readonly string[]): string => [...ids].sort().join(BETWEEN);

function named({ field, from, to }: FieldChange, names: JoorNames | undefined): FieldChange {
  const namesOf = (ids: string) =>
    ids
      .split(BETWEEN)
      .map((id) => names?.categories.get(id) ?? id)
      .sort()
      .join(BETWEEN);
  return { field, from: namesOf(from), to: namesOf(to) };
}

/** JOOR's v4 answers say no group, so it makes no difference. */
const tagsText = (tags: readonly WantedTag[]): string =>
  tags
    .map(({ name, value, code }) => (code === value ? `${name}: ${value}` : `${name}: ${value} (${code})`))
    .sort()
    .join(', ');
