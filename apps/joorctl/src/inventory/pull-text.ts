import { dashed, sections, titled } from '../output/facts.js';
import { table } from '../output/table.js';
import { field, listField, type Row } from '../service/fields.js';

const COLUMNS = ['began', 'ended', 'outcome', 'pages', 'rows', 'changed', 'to 0', 'refused', 'reason'];

/** Readings of the WMS's stock for a person, newest first. */
export function pullsText(connection: string, pulls: readonly Row[]): string {
  const [newest] = pulls;
  if (newest === undefined) return 'The stock was never read: its WMS pushes it, or it has no inventory.';
  return sections(table(COLUMNS, pulls.map(listed)), refusedRows(pulls), whatNext(connection, pulls));
}

const listed = (pull: Row): string[] => [
  field(pull, 'startedAt'),
  dashed(field(pull, 'endedAt')),
  field(pull, 'outcome'),
  field(pull, 'pages'),
  field(pull, 'rows'),
  field(pull, 'changed'),
  field(pull, 'zeroed'),
  field(pull, 'refusedRows'),
  [field(pull, 'reason'), acceptedText(pull)].filter(Boolean).join('; '),
];

const acceptedText = (pull: Row): string => {
  const by = field(pull, 'acceptedBy');
  return by && `accepted by ${by}`;
};

/** Those of the newest reading that has any. */
function refusedRows(pulls: readonly Row[]): string {
  const pull = pulls.find((each) => Number(field(each, 'refusedRows')) > 0);
  if (pull === undefined) return '';
  const rows = listField(pull, 'refused').map((row) => [dashed(field(row, 'sku')), field(row, 'reason')]);
  const left = Number(field(pull, 'refusedRows')) - rows.length;
  const more = left > 0 ? `\n… and ${left} more.` : '';
  return `${titled(`Refused in the reading of ${field(pull, 'startedAt')}`, ['SKU', 'reason'], rows)}${more}`;
}

/** Only these tell whether the WMS's list was believed. */
const ANSWERED = ['done', 'refused', 'unauthorized'];

function whatNext(connection: string, pulls: readonly Row[]): string {
  const last = pulls.find((pull) => ANSWERED.includes(field(pull, 'outcome')));
  if (last === undefined || field(last, 'outcome') !== 'refused' || field(last, 'acceptedBy') !== '')
    return '';
  return `The list is not believed. If it is right: joorctl inventory accept-pull ${connection}.`;
}
