import { adopted, type FoundStyle } from '../held/adopted.js';
import { findStyles, type Sought } from './find-styles.js';
import type { JoorPort } from './joor-port.js';
import type { SheetList } from './sheet-list.js';
import type { StyleTurn } from './turn.js';

/**
 * Asks JOOR what it has of styles: such as were never written by us, since a brand may have them already, and those
 * of which a write may have had its effect. What is held of them is then JOOR's own word.
 * @throws JoorFailure
 */
export async function lookUp(turns: readonly StyleTurn[], joor: JoorPort, list: SheetList): Promise<void> {
  const found = await findStyles(turns.map(soughtOf), joor, list);
  for (const [at, turn] of turns.entries()) {
    turn.lookAgain = false;
    const style = found[at];
    if (style) take(turn, style);
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
