import { dashed, sections, titled, tookText } from '../output/facts.js';
import { details } from '../output/table.js';
import { field, listField, type Row } from '../service/fields.js';

export const RUN_COLUMNS = [
  'run',
  'connection',
  'kind',
  'state',
  'acknowledged',
  'of 0',
  'refused',
  'skipped',
  'created',
  'took',
  'reason',
];

/** One line of the list. */
export const listedRun = (run: Row): string[] => [
  field(run, 'id'),
  field(run, 'connectionId'),
  field(run, 'kind'),
  field(run, 'state'),
  field(run, 'sent'),
  field(run, 'zeroed'),
  field(run, 'refused'),
  field(run, 'skipped'),
  field(run, 'createdAt'),
  tookText(field(run, 'durationMs')),
  field(run, 'reason'),
];

/** One run for a person: what it would do or has done, and what can be done about it. */
export function runText(run: Row): string {
  const facts = details([
    ['run', `${field(run, 'id')}, ${field(run, 'kind')}`],
    ['connection', `${field(run, 'connectionId')} (${field(run, 'world')})`],
    ['state', field(run, 'state')],
    ['reason', dashed(field(run, 'reason'))],
    ...(field(run, 'figures') ? [['shows', figuresText(run, 'figures')] as const] : []),
    [
      'rows',
      `${field(run, 'sent')} acknowledged, ${field(run, 'zeroed')} of them 0; ${field(run, 'refused')} refused; ${field(run, 'pending')} to send when it last looked`,
    ],
    ['skipped', `${field(run, 'skipped')} SKUs`],
    ['cost', `${field(run, 'requests')} requests, ${field(run, 'credits')} credits`],
    ...people(run),
    ['time', timeText(run)],
  ]);
  return sections(facts, examples(run), whatNext(run));
}

/** What a run does to JOOR, in one line. @param name `figures` as it looks now, or `approved` */
export const figuresText = (run: Row, name: 'figures' | 'approved'): string => {
  const figure = (what: string) => field(run, `${name}.${what}`);
  return `${figure('zeroed')} of ${figure('listed')} SKUs set to 0, units ${figure('totalBefore')} -> ${figure('totalAfter')}`;
};

function people(run: Row): (readonly [string, string])[] {
  const askedBy = field(run, 'requestedBy');
  const decidedBy = field(run, 'decidedBy');
  return [
    ...(askedBy ? [['asked by', askedBy] as const] : []),
    ...(decidedBy ? [['decided by', `${decidedBy}, ${field(run, 'decidedAt')}`] as const] : []),
  ];
}

function timeText(run: Row): string {
  const started = field(run, 'startedAt');
  if (started === '') return `created ${field(run, 'createdAt')}, not begun yet`;
  const finished = field(run, 'finishedAt');
  const took = tookText(field(run, 'durationMs'));
  return finished ? `${started} to ${finished}, ${took}` : `since ${started}, ${took}`;
}

const examples = (run: Row): string =>
  titled(
    'SKUs that change most',
    ['SKU', 'before', 'after'],
    listField(run, 'examples').map((each) => [
      field(each, 'sku'),
      dashed(field(each, 'before')),
      field(each, 'after'),
    ]),
  );

function whatNext(run: Row): string {
  const [id, connection] = [field(run, 'id'), field(run, 'connectionId')];
  if (field(run, 'state') === 'waiting-for-approval') {
    return `It waits for you: joorctl inventory approve ${id}, or joorctl inventory reject ${id}.`;
  }
  const kept = Number(field(run, 'refused')) + Number(field(run, 'skipped'));
  return kept > 0 ? `What is refused or skipped, and why: joorctl inventory skipped ${connection}.` : '';
}
