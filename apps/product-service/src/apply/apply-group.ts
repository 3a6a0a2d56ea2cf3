import { type PlanOptions, STEP_KINDS, type Step } from '../plan/plan.js';
import type { ApplyBook } from './apply-book.js';
import { imageWrites } from './image-writes.js';
import type { JoorPort } from './joor-port.js';
import { lookUp } from './look-up.js';
import { refuseUnseen } from './refuse-unseen.js';
import type { SheetList } from './sheet-list.js';
import { seasonWrites, sheetWrites } from './sheet-writes.js';
import { statusWrites } from './status-writes.js';
import type { StepWriter, Write } from './step-writer.js';
import { priceWrites, productWrites, skuWrites } from './step-writes.js';
import type { StyleTurn } from './turn.js';
import { endOf } from './turn-end.js';

export type PlanChoices = Pick<PlanOptions, 'lineSheets' | 'images' | 'inactive'>;

export interface GroupParts {
  readonly joor: JoorPort;
  readonly list: SheetList;
  readonly book: Pick<ApplyBook, 'lookedUp' | 'settle' | 'stylesWith' | 'takenAmong'>;
  readonly writer: StepWriter;
  readonly choices: PlanChoices;
  /** Length of a minute of the waits; 60,000 where it is left out. */
  readonly minuteMs?: number;
}

/**
 * Takes a group of styles through JOOR's steps side by side, so that one call serves many styles. What is to be done is
 * planned anew before each step from what JOOR has acknowledged until then.
 * @throws JoorFailure when JOOR cannot be spoken to for now; what was acknowledged until then is written down
 */
export async function applyGroup(turns: readonly StyleTurn[], parts: GroupParts): Promise<void> {
  await ask(
    turns.filter(({ due }) => !due.lookedUp || due.doubt !== null),
    parts,
  );
  for (const kind of STEP_KINDS) {
    // People work on line sheets, too: they are read immediately before.
    if (kind === 'seasons') parts.list.forgetSheets();
    await takeStep(kind, turns, parts);
  }
  const options = await optionsOf(parts, []);
  await parts.book.settle(turns.map((turn) => endOf(turn, options, parts.minuteMs)));
}

async function takeStep(kind: Step['kind'], turns: readonly StyleTurn[], parts: GroupParts): Promise<void> {
  await writeAll(kind, turns, parts);
  const unsure = turns.filter(({ lookAgain }) => lookAgain);
  if (unsure.length === 0) return;
  // JOOR has it already, or did not name it: what it says that it has is taken over, and only the rest is written.
  parts.list.forgetSeasons();
  parts.list.forgetSheets();
  await ask(unsure, parts);
  await writeAll(kind, unsure, parts);
  const still = unsure.filter(({ lookAgain }) => lookAgain);
  await refuseUnseen(kind, still, parts.book, await optionsOf(parts, []));
  await ask(still, parts);
}

async function ask(turns: readonly StyleTurn[], { joor, list, book }: GroupParts): Promise<void> {
  if (turns.length === 0) return;
  await lookUp(turns, joor, list, book);
  await book.lookedUp(turns);
}

async function writeAll(kind: Step['kind'], turns: readonly StyleTurn[], parts: GroupParts): Promise<void> {
  for (const send of await writesOf(kind, turns, parts)) await send(parts.writer);
}

type Send = (writer: StepWriter) => Promise<void>;
const sends = <T>(writes: readonly Write<T>[]): Send[] =>
  writes.map((write) => (writer) => writer.write(write));

async function writesOf(
  kind: Step['kind'],
  turns: readonly StyleTurn[],
  parts: GroupParts,
): Promise<readonly Send[]> {
  const { joor, list } = parts;
  const options = await optionsOf(parts, NEEDS_LISTS.has(kind) ? turns : []);
  switch (kind) {
    case 'product':
      return sends(productWrites(turns, options, joor));
    case 'skus':
      return sends(skuWrites(turns, options, joor));
    case 'prices':
      return sends(priceWrites(turns, options, joor));
    case 'seasons':
      return sends(await seasonWrites(turns, options, joor, list));
    case 'line-sheets':
      return sends(await sheetWrites(turns, options, joor, list));
    case 'images':
      return sends(imageWrites(turns, options, joor));
    case 'status':
      return sends(statusWrites(turns, options, joor));
  }
}

const NONE: ReadonlySet<string> = new Set();
const NEEDS_LISTS: ReadonlySet<Step['kind']> = new Set(['seasons', 'line-sheets']);

/** JOOR's line sheets and seasons are read only where a style is to go onto one. */
async function optionsOf({ choices, list }: GroupParts, turns: readonly StyleTurn[]): Promise<PlanOptions> {
  const without = { ...choices, joorLineSheets: NONE, joorSeasons: NONE };
  if (!turns.some((turn) => turn.isSellable() && turn.step('line-sheets', without))) return without;
  const sheets = await list.sheets();
  const ids = new Set(sheets.map(({ id }) => id));
  for (const turn of turns) turn.leaveSheetsBut(ids);
  return {
    ...choices,
    joorLineSheets: new Set(sheets.map(({ name }) => name)),
    joorSeasons: new Set((await list.seasons()).keys()),
  };
}
