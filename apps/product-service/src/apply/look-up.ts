import { adopted, type FoundStyle } from '../held/adopted.js';
import { takenBy } from '../held/taken-numbers.js';
import type { ApplyBook } from './apply-book.js';
import { findStyles, type Sought } from './find-styles.js';
import type { JoorPort } from './joor-port.js';
import type { SheetList } from './sheet-list.js';
import type { StyleTurn } from './turn.js';

/**
 * Asks JOOR what it has of styles: such as were never written by us, since a brand may have them already, and those
 * of which a write may have had its effect. What is held of them is then JOOR's own word.
 * @throws JoorFailure
 */
export async function lookUp(
  turns: readonly StyleTurn[],
  joor: JoorPort,
  list: SheetList,
  book: Pick<ApplyBook, 'takenAmong'>,
): Promise<void> {
  const found = await findStyles(turns.map(soughtOf), joor, list);
  const unknown = turns.flatMap((turn, at) => (turn.held ? [] : (found[at]?.product.externalId ?? [])));
  const taken = await book.takenAmong(unknown);
  for (const [at, turn] of turns.entries()) {
    turn.lookAgain = false;
    const style = found[at];
    const neighbour = style && !turn.held ? taken.get(style.product.externalId) : undefined;
    if (style && neighbour) turn.bar(takenBy(style.product.externalId, neighbour).reason);
    else if (style) take(turn, style);
    else turn.gone();
  }
}

function take(turn: StyleTurn, found: FoundStyle): void {
  const { mapped, doubt } = turn.due;
  const wanted = mapped.kind === 'wanted' ? mapped.wanted : null;
  turn.took(adopted(found, { held: turn.held, wanted, doubt: turn.doubt ?? doubt }));
}

/** A style whose number in JOOR changes is there under the old one until then. */
function soughtOf({ held, due }: StyleTurn): Sought {
  const wanted = due.mapped.kind === 'wanted' ? [due.mapped.wanted.number] : [];
  return { id: held?.id ?? null, numbers: [...new Set([...(held ? [held.externalId] : []), ...wanted])] };
}
