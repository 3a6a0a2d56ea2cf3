import { dashed, sections } from '../output/facts.js';
import { details, oneLine } from '../output/table.js';
import { field, type Row } from '../service/fields.js';
import { heldText, mappedText, wmsText } from './sides-text.js';

export const STYLE_COLUMNS = [
  'style',
  'name',
  'variants',
  'in the WMS',
  'state',
  'JOOR id',
  'changed',
  'reason',
];

/** One line of the list. */
export const listedStyle = (row: Row): string[] => [
  field(row, 'style'),
  field(row, 'name'),
  field(row, 'variants'),
  field(row, 'listed') === 'true' ? 'yes' : 'no more',
  field(row, 'state'),
  dashed(field(row, 'joorId')),
  field(row, 'changedAt'),
  field(row, 'reason'),
];

/** One style for a person: as the WMS has it, as it is to be in JOOR, what a run would do, and what came of the last. */
export function styleText(style: Row): string {
  const facts = details([
    ['style', field(style, 'style')],
    ['connection', field(style, 'connectionId')],
    ['state', [field(style, 'state'), field(style, 'reason')].filter(Boolean).join(': ')],
    ['JOOR id', field(style, 'joorId') || 'none: it is not in JOOR by us'],
  ]);
  return sections(
    facts,
    wmsText(style),
    mappedText(style),
    heldText(style),
    planText(style),
    outcomeText(style),
  );
}

function planText(style: Row): string {
  const problem = field(style, 'planProblem');
  const plan = field(style, 'plan.text');
  if (problem && plan === '') return `Plan\nNothing can be planned now: ${oneLine(problem)}`;
  const lines = [...(problem ? [problem] : []), ...plan.split('\n')].map((line) =>
    /^\s/.test(line) ? `  ${oneLine(line)}` : oneLine(line),
  );
  return `What a run would do now\n${lines.join('\n')}`;
}

function outcomeText(style: Row): string {
  if (field(style, 'outcome') === '') return '';
  const outcome = (name: string) => field(style, `outcome.${name}`);
  const pairs: (readonly [string, string])[] = [
    ['state', outcome('state')],
    ['step', outcome('step')],
    ['reason', outcome('reason')],
    ['failed tries', outcome('attempts') === '0' ? '' : outcome('attempts')],
    [
      'doubt',
      outcome('doubt') &&
        `whether JOOR has taken ${outcome('doubt')} is looked up before anything is written`,
    ],
    ['tried next', outcome('dueAt')],
    ['settled', outcome('settledAt')],
    ['run', outcome('runId')],
  ];
  return `Last outcome\n${details(pairs.filter(([, value]) => value !== ''))}`;
}
