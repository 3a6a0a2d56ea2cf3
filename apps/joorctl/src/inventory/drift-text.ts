import { dashed, sections, titled } from '../output/facts.js';
import { field, type Row } from '../service/fields.js';

/** What reading JOOR back has found. @param readings the last ones, newest first */
export function driftText(readings: readonly Row[], drifted: readonly Row[]): string {
  if (readings.length === 0) return 'JOOR was not read back yet.';
  const found = titled(
    'Not as JOOR was told',
    ['found', 'SKU', 'warehouse', 'day', 'told', 'held'],
    drifted.map((row) => [
      field(row, 'foundAt'),
      field(row, 'sku'),
      field(row, 'warehouse'),
      field(row, 'on') || 'now',
      field(row, 'believed'),
      dashed(field(row, 'held')),
    ]),
  );
  return sections(
    titled(
      'JOOR read back',
      ['began', 'ended', 'state', 'pages', 'figures', 'differ', 'reason'],
      readings.map(listed),
    ),
    found || 'No figure differed.',
  );
}

const listed = (reading: Row): string[] => [
  field(reading, 'startedAt'),
  dashed(field(reading, 'finishedAt')),
  field(reading, 'state'),
  field(reading, 'pages'),
  field(reading, 'compared'),
  field(reading, 'drifted'),
  field(reading, 'reason'),
];
