import { sections } from '../output/facts.js';
import { details, oneLine } from '../output/table.js';
import { shellWord } from '../program/pages.js';
import { field, listField, type Row } from '../service/fields.js';
import { changeText } from './change-text.js';

/** Styles of a run that are shown at once; `--json` has up to 500. */
const MOST_STYLES = 50;
/** Chosen styles that are named. */
const MOST_NAMED = 10;
/** Changes of a style that are shown. */
const MOST_CHANGES = 20;

export const RUN_COLUMNS = [
  'run',
  'connection',
  'by',
  'state',
  'create',
  'update',
  'unchanged',
  'refused',
  'created',
  'ended',
  'why',
];

/** One line of the list. */
export const listedRun = (run: Row): string[] => [
  field(run, 'id'),
  field(run, 'connectionId'),
  field(run, 'createdBy'),
  field(run, 'state'),
  field(run, 'counts.create'),
  field(run, 'counts.update'),
  field(run, 'counts.unchanged'),
  field(run, 'counts.refused'),
  field(run, 'createdAt'),
  field(run, 'endedAt'),
  whyOf(run),
];

/** Why a run waits, is put off or failed; an approved one waits no more. */
export const whyOf = (run: Row): string =>
  field(run, 'error') || (field(run, 'state') === 'waiting-for-approval' ? field(run, 'ask') : '');

/** One run for a person: what it changes, style by style, and what can be done about it. */
export function runText(run: Row): string {
  const facts = details([
    ['run', `${field(run, 'id')}, asked for by ${field(run, 'createdBy')}, ${field(run, 'createdAt')}`],
    ['connection', `${field(run, 'connectionId')} (${field(run, 'world')})`],
    ['styles', chosenText(run.styles)],
    ['state', [field(run, 'state'), whyOf(run)].filter(Boolean).join(': ')],
    ['plan', countsText(run)],
    ...decision(run),
    ...(field(run, 'endedAt') ? [['ended', field(run, 'endedAt')] as const] : []),
  ]);
  return sections(facts, stylesText(run), whatNext(run));
}

/** What a run does, in one line. */
export function countsText(run: Row): string {
  const count = (name: string) => field(run, `counts.${name}`);
  const plan = `${count('create')} to create, ${count('update')} to update, ${count('unchanged')} unchanged, ${count('refused')} refused, ${count('skipped')} skipped`;
  if (Number(count('inactive')) === 0) return plan;
  const orders = count('approvedOrders');
  const touched =
    orders === 'unknown' ? 'a number of approved orders that is not known' : `${orders} approved orders`;
  return `${plan}; the status of ${count('inactive')} SKUs changes, which touches ${touched}`;
}

const decision = (run: Row): (readonly [string, string])[] =>
  field(run, 'decidedBy') ? [['decided by', `${field(run, 'decidedBy')}, ${field(run, 'decidedAt')}`]] : [];

function stylesText(run: Row): string {
  const styles = listField(run, 'outcomes');
  const shown = styles.slice(0, MOST_STYLES);
  const isAll = shown.length === styles.length && field(run, 'nextStyle') === '';
  const last = shown.at(-1);
  return sections(
    shown.map(styleText).join('\n'),
    isAll || last === undefined
      ? ''
      : `There are more: joorctl products show-run ${field(run, 'id')} --cursor ${shellWord(field(last, 'style'))}.`,
  );
}

/** As in `COAT: update, applied`, with its changes below. */
function styleText(style: Row): string {
  const changes = listField(style, 'diff');
  const left = changes.length - MOST_CHANGES;
  const [plan, result] = [field(style, 'plan'), field(style, 'result')];
  return [
    oneLine(`${field(style, 'style')}: ${plan}${result === plan ? '' : `, ${result}`}`),
    ...listField(style, 'reasons').map((each) => `  ${oneLine(field(each, 'reason'))}`),
    ...(field(style, 'reason') ? [`  JOOR says: ${oneLine(field(style, 'reason'))}`] : []),
    ...changes.slice(0, MOST_CHANGES).map((change) => `  ${changeText(change)}`),
    ...(left > 0 ? [`  … and ${left} more changes.`] : []),
  ].join('\n');
}

function whatNext(run: Row): string {
  const id = field(run, 'id');
  switch (field(run, 'state')) {
    case 'waiting-for-approval':
      return `It waits for you: joorctl products approve ${id}, or joorctl products reject ${id}.`;
    case 'superseded':
      return 'A newer run has planned the same anew: see joorctl products runs.';
    default:
      return '';
  }
}

function chosenText(styles: unknown): string {
  if (!Array.isArray(styles)) return 'all';
  const left = styles.length - MOST_NAMED;
  return `${styles.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
