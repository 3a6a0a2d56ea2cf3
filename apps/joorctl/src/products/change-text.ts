import { oneLine } from '../output/table.js';
import { field, type Row } from '../service/fields.js';

/** Longest text of a change that is shown; `--json` has it whole. */
const LONGEST = 120;

/** One field, old and new, as in `description: nothing -> "Made of silk."`. */
export const changeText = (change: Row): string =>
  `${oneLine(field(change, 'field'))}: ${shown(field(change, 'from'))} -> ${shown(field(change, 'to'))}`;

function shown(text: string): string {
  if (text === '') return 'nothing';
  const line = oneLine(text);
  return line.length > LONGEST ? `"${line.slice(0, LONGEST - 1)}…"` : `"${line}"`;
}
