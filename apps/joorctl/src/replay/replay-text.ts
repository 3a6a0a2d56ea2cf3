import { counted, oneLine, table } from '../output/table.js';
import { anyField, field, listField, type Row, readRow } from '../service/fields.js';

/** Orders named in a text; `--json` has them all. */
const MOST_NAMED = 50;

/** A replay for a person: how far it is, and what it does or would do. */
export function replayText(replay: Row): string {
  const counts = replay.counts ? readRow(replay.counts, 'The counts') : {};
  const said = Object.keys(counts).map((name) => `${field(counts, name)} ${words(name)}`);
  const head = `Replay ${field(replay, 'id')} is ${field(replay, 'state')}${said.length > 0 ? `: ${said.join(', ')}` : ''}.`;
  const error = anyField(replay, 'error', 'reason');
  return [head, ...(error ? [oneLine(error)] : []), ...wouldDeliver(replay)].join('\n\n');
}

function wouldDeliver(replay: Row): string[] {
  if (!Array.isArray(replay.wouldDeliver)) return [];
  const names = replay.wouldDeliver.map((each) => (typeof each === 'string' ? [each] : []));
  const rows = listField(replay, 'wouldDeliver').map((each) => [
    `${field(each, 'connectionId')}:${field(each, 'orderId')}`,
    anyField(each, 'purchaseOrder', 'reason'),
  ]);
  const all = rows.length > 0 ? rows : names.filter((name) => name.length > 0);
  if (all.length === 0) return ['Nothing would be delivered.'];
  const named = table(
    ['would deliver', ''],
    all.slice(0, MOST_NAMED).map(([name = '', more = '']) => [name, more]),
  );
  const left = all.length - MOST_NAMED;
  return [left > 0 ? `${named}\n… and ${counted(left, 'order')} more; --json names them all.` : named];
}

/** `wouldDeliver` as "would deliver". */
const words = (name: string): string => name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
