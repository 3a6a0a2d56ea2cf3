import { field, listField, type Row } from '../service/fields.js';

export const REFUSED_COLUMNS = ['style', 'name', 'reason'];

/** The lines of one style: its name once, each reason, and what JOOR itself says. */
export function listedRefusals(row: Row): string[][] {
  const joorSays = field(row, 'joorSays');
  const reasons = [
    ...listField(row, 'reasons').map((each) => field(each, 'reason')),
    ...(joorSays ? [`JOOR says: ${joorSays}`] : []),
  ];
  const [first = 'no reason given', ...rest] = reasons;
  return [[field(row, 'style'), field(row, 'name'), first], ...rest.map((reason) => ['', '', reason])];
}
