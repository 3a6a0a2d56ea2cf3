import { dashed, sections, titled } from '../output/facts.js';
import { field, listField, type Row } from '../service/fields.js';

const COLUMNS = [
  'began',
  'ended',
  'what',
  'outcome',
  'pages',
  'read',
  'changed',
  'unlisted',
  'refused',
  'reason',
];

/** How the WMS's products were read, and what could not be. */
export function pullsText(answer: Row): string {
  const pulls = titled('Readings', COLUMNS, listField(answer, 'pulls').map(listed));
  const unreadable = titled(
    'Could not be read',
    ['style', 'seen', 'by', 'reason'],
    listField(answer, 'unreadable').map((each) => [
      dashed(field(each, 'style')),
      field(each, 'seenAt'),
      field(each, 'source'),
      field(each, 'reason'),
    ]),
  );
  return sections(
    pulls || 'The products were never read: its WMS pushes them, or Sync Product Details is No.',
    unreadable,
  );
}

const listed = (pull: Row): string[] => [
  field(pull, 'startedAt'),
  dashed(field(pull, 'endedAt')),
  field(pull, 'changedSince') ? `changed since ${field(pull, 'changedSince')}` : 'all',
  field(pull, 'outcome'),
  field(pull, 'pages'),
  field(pull, 'read'),
  field(pull, 'changed'),
  field(pull, 'unlisted'),
  field(pull, 'refused'),
  field(pull, 'reason'),
];
