import { counted, oneLine } from '../output/table.js';
import { field, listField, type Row } from '../service/fields.js';

/** Orders named in a text; `--json` has more. */
const MOST_NAMED = 50;

/** A replay for a person: how far it is, and what it delivers or would deliver. */
export function replayText(replay: Row): string {
  const isDry = field(replay, 'dryRun') === 'true';
  const count = (name: string) => Number(field(replay, `counts.${name}`));
  const wanted = count('wouldDeliver');
  const head = `Replay ${field(replay, 'id')}${isDry ? ' (dry run)' : ''} is ${field(replay, 'state')}`;
  const counts = [
    `${counted(count('read'), 'record')} read`,
    `${counted(count('matched'), 'order')} matched`,
    `${wanted} ${isDry ? 'would' : 'to'} be delivered`,
  ];
  const error = oneLine(field(replay, 'error'));
  return [`${head}: ${counts.join(', ')}.`, ...(error ? [error] : []), ...names(replay, wanted)].join('\n\n');
}

function names(replay: Row, wanted: number): string[] {
  const shown = listField(replay, 'wouldDeliver')
    .slice(0, MOST_NAMED)
    .map((each) => oneLine(`${field(each, 'connectionId')}:${field(each, 'orderId')}`));
  if (shown.length === 0) return [];
  const left = wanted - shown.length;
  return [[...shown, ...(left > 0 ? [`… and ${counted(left, 'order')} more.`] : [])].join('\n')];
}
