import { withoutLineSheet } from '../held/acknowledged.js';
import type { WantedSeason } from '../map/wanted-style.js';
import { type PlanOptions, seasonKey } from '../plan/plan.js';
import type { JoorPort, SheetRecord } from './joor-port.js';
import { bySheet, type ChangedSheet, itemsAfter, sheetChanges, takeChange } from './sheet-changes.js';
import type { SheetList } from './sheet-list.js';
import type { Write, WriteRecord } from './step-writer.js';
import type { StyleTurn } from './turn.js';

type Turns = readonly StyleTurn[];

/** Seasons that JOOR does not have, each once for all styles that want it. */
export async function seasonWrites(
  turns: Turns,
  options: PlanOptions,
  joor: JoorPort,
  list: SheetList,
): Promise<readonly Write<WantedSeason>[]> {
  const wanted = new Map<string, { season: WantedSeason; turns: StyleTurn[] }>();
  for (const turn of turns.filter((each) => each.isSellable())) {
    for (const season of turn.step('seasons', options)?.create ?? []) {
      const known = wanted.get(seasonKey(season));
      if (known) known.turns.push(turn);
      else wanted.set(seasonKey(season), { season, turns: [turn] });
    }
  }
  if (wanted.size === 0) return [];
  const there = await list.seasons();
  const records = [...wanted].flatMap(([key, { season, turns: theirs }]): WriteRecord<WantedSeason>[] =>
    there.has(key) ? [] : [{ turns: theirs, value: season, taken: (id) => list.addSeason(season, id) }],
  );
  return [{ step: 'seasons', records, send: (values) => joor.makeSeasons(values) }];
}

/**
 * One write a line sheet, for all styles that go onto it or off it. JOOR may take the entries it is told for all there
 * are, so it is told those that it has, too; they are read immediately before.
 */
export async function sheetWrites(
  turns: Turns,
  options: PlanOptions,
  joor: JoorPort,
  list: SheetList,
): Promise<readonly Write<SheetRecord>[]> {
  const changes = sheetChanges(turns, options);
  if (changes.length === 0) return [];
  const sheets = [...(await list.sheets())];
  const seasons = await list.seasons();
  const records = bySheet(changes, sheets).flatMap((sheet): WriteRecord<SheetRecord>[] => {
    const seasonId = seasonOf(sheet, (key) => seasons.get(key)?.id);
    // A season that could not be made has its fault with the styles; the line sheet waits for it.
    if (seasonId === undefined) return [];
    const items = itemsAfter(sheet);
    if (!sheet.before && items.length === 0) {
      forget(sheet);
      return [];
    }
    const value = { id: sheet.before?.id ?? null, name: sheet.name, seasonId, items };
    const taken = (id: string) => {
      list.putSheet({ ...value, id });
      for (const change of sheet.changes) takeChange(change, { id, seasonId });
    };
    return [{ turns: sheet.changes.map(({ turn }) => turn), value, taken }];
  });
  const send = (values: readonly SheetRecord[]) => joor.writeSheets(values);
  return [
    { step: 'line-sheets', records: records.filter(({ value }) => value.id === null), send },
    { step: 'line-sheets', records: records.filter(({ value }) => value.id !== null), send },
  ];
}

/** A line sheet that is there keeps its own. Undefined: the one it is to be made with is not there. */
function seasonOf(
  { before, changes }: ChangedSheet,
  idOf: (key: string) => string | undefined,
): string | null | undefined {
  if (before) return before.seasonId;
  const season = changes.find(({ entry }) => entry?.season)?.entry?.season;
  return season ? idOf(seasonKey(season)) : null;
}

/** Whoever deleted the line sheet in JOOR has taken the styles off it. */
function forget({ changes }: ChangedSheet): void {
  for (const { turn, id } of changes) {
    if (turn.held && id !== null) turn.took(withoutLineSheet(turn.held, id));
  }
}
