import type { HeldCollection, HeldProduct } from '@joor-bridge/contracts';
import type { WantedSeason, WantedStyle } from '../map/wanted-style.js';
import type { MatchedSkus } from './match-skus.js';
import {
  type FieldChange,
  type LineSheetEntry,
  type LineSheetsStep,
  type PlanOptions,
  type SeasonsStep,
  seasonKey,
} from './plan.js';
import type { Part } from './plan-product.js';

/**
 * Line sheets that the style is put on and taken off. Entries that we made follow the WMS; those that people made in
 * JOOR stay, unless replacing is chosen.
 */
export function planLineSheets(
  wanted: WantedStyle,
  held: HeldProduct | null,
  skus: MatchedSkus,
  options: PlanOptions,
): Part<LineSheetsStep> {
  const known = new Map((held?.collections ?? []).map((collection) => [collection.name, collection]));
  const names = new Set(wanted.lineSheets.map(({ name }) => name));
  const add = wanted.lineSheets.flatMap((sheet): LineSheetEntry[] => {
    const entry = known.get(sheet.name);
    const missing = missingSkus(skus, entry);
    if (missing.length === 0) return [];
    const make = !entry && !options.joorLineSheets.has(sheet.name);
    const { name, season } = sheet;
    return [
      { name, id: entry?.id ?? null, make, season: make ? season : null, skus: allSkus(skus, held, entry) },
    ];
  });
  const remove = [...known.values()]
    .filter(({ name, ours }) => !names.has(name) && (ours || options.lineSheets === 'Replace'))
    .map(({ id, name }) => ({ id, name }));
  const changes = [
    ...add.map((entry) => changeOf(entry, known.get(entry.name))),
    ...remove.map(({ name }): FieldChange => ({ field: 'line sheet', from: name, to: '' })),
  ];
  const isNothing = add.length === 0 && remove.length === 0;
  return { step: isNothing ? null : { kind: 'line-sheets', add, remove }, changes };
}

/** Seasons that line sheets are made with and JOOR does not have, each once. */
export function planSeasons(
  lineSheets: LineSheetsStep | null,
  { joorSeasons }: PlanOptions,
): Part<SeasonsStep> {
  const missing = new Map<string, WantedSeason>();
  for (const { make, season } of lineSheets?.add ?? []) {
    if (make && season && !joorSeasons.has(seasonKey(season))) missing.set(seasonKey(season), season);
  }
  const changes = [...missing.keys()].map((key): FieldChange => ({ field: 'season', from: '', to: key }));
  const create = [...missing.values()];
  return { step: create.length === 0 ? null : { kind: 'seasons', create }, changes };
}

const missingSkus = ({ pairs }: MatchedSkus, entry: HeldCollection | undefined): readonly string[] => {
  const there = new Set(entry?.skuIds ?? []);
  return pairs
    .filter(({ wanted, held }) => wanted.active && (!held || !there.has(held.id)))
    .map(({ wanted }) => wanted.externalId);
};

/** What is to be on the line sheet and what is there already, as JOOR is to be told both. */
function allSkus(
  { pairs }: MatchedSkus,
  held: HeldProduct | null,
  entry: HeldCollection | undefined,
): readonly string[] {
  const there = new Set(entry?.skuIds ?? []);
  const kept = (held?.skus ?? []).filter(({ id }) => there.has(id)).map(({ id }) => id);
  const named = new Map(pairs.flatMap((pair) => (pair.held ? [[pair.held.id, pair.wanted.externalId]] : [])));
  const externalIds = new Map((held?.skus ?? []).map(({ id, externalId }) => [id, externalId]));
  const keptIds = kept.flatMap((id) => named.get(id) ?? externalIds.get(id) ?? []);
  const wanted = pairs
    .filter(({ wanted: { active } }) => active)
    .map(({ wanted: { externalId } }) => externalId);
  return [...new Set([...keptIds, ...wanted])];
}

const changeOf = ({ name, make, skus }: LineSheetEntry, entry: HeldCollection | undefined): FieldChange => ({
  field: 'line sheet',
  from: entry ? `${name}: ${entry.skuIds.length} SKUs` : '',
  to: `${name}${make ? ' (new)' : ''}: ${skus.length} SKUs`,
});
