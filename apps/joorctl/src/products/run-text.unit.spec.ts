import { REFUSED, PRODUCT_RUN_DETAIL as RUN } from '../testing/product-answers.js';
import { changeText } from './change-text.js';
import { listedRefusals, REFUSED_COLUMNS } from './refused-text.js';
import { countsText, listedRun, RUN_COLUMNS, runText, whyOf } from './run-text.js';

const [COAT] = RUN.outcomes;
const withStyles = (...outcomes: object[]) => runText({ ...RUN, outcomes });

it('has a value for every column of the list', () => {
  expect(listedRun({})).toHaveLength(RUN_COLUMNS.length);
  expect(listedRun(RUN)).toEqual([
    ...[
      'run-1',
      'con_1',
      'schedule',
      'waiting-for-approval',
      '1',
      '1',
      '3',
      '1',
      '2026-11-24T14:30:00.000Z',
      '',
      RUN.ask,
    ],
  ]);
});

it('shows what a waiting run would change, and how to decide', () => {
  expect(runText(RUN).split('\n')).toEqual([
    'run         run-1, asked for by schedule, 2026-11-24T14:30:00.000Z',
    'connection  con_1 (production)',
    'styles      all',
    `state       waiting-for-approval: ${RUN.ask}`,
    'plan        1 to create, 1 to update, 3 unchanged, 1 refused, 0 skipped',
    '',
    'COAT: update, waiting-for-approval',
    '  description: nothing -> "Made of silk."',
    'HAT: refused',
    '  It has no line sheet: name one in the WMS.',
    '',
    'It waits for you: joorctl products approve run-1, or joorctl products reject run-1.',
  ]);
});

it('shows what became of a run', () => {
  const done = { ...RUN, state: 'done', decidedBy: 'Ada', decidedAt: 'then', endedAt: 'later', outcomes: [] };
  expect(runText(done)).toMatch(/state +done\n.*\ndecided by +Ada, then\nended +later$/);
});

it('says where to look when a newer run has taken over', () => {
  expect(runText({ ...RUN, state: 'superseded' })).toContain('see joorctl products runs');
});

it('tells what JOOR refused from what could not be sent', () => {
  expect(withStyles({ ...COAT, result: 'refused', reason: 'Name is taken' })).toContain(
    'COAT: update, refused\n  JOOR says: Name is taken\n  description',
  );
});

it.each([
  [['A', 'B'], 'A, B'],
  [Array.from({ length: 12 }, (_, at) => `S${at}`), 'S9 and 2 more'],
])('names the chosen styles %j', (styles, words) => {
  expect(runText({ ...RUN, styles })).toMatch(new RegExp(`styles +.*${words}\n`));
});

it('names a reason only while it holds', () => {
  expect(whyOf(RUN)).toBe(RUN.ask);
  expect(whyOf({ ...RUN, state: 'done' })).toBe('');
  expect(whyOf({ ...RUN, state: 'queued', error: 'JOOR answered 503' })).toBe('JOOR answered 503');
});

it.each([
  [7, 'which touches 7 approved orders'],
  ['unknown', 'which touches a number of approved orders that is not known'],
])('counts the approved orders that a change of status touches: %p', (approvedOrders, words) => {
  const counts = { ...RUN.counts, inactive: 4, approvedOrders };
  expect(countsText({ ...RUN, counts })).toContain(`the status of 4 SKUs changes, ${words}`);
});

describe('a run of many styles', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...COAT, style: `S ${at}` }));

  it('shows so many, and says how to go on', () => {
    const text = withStyles(...many(51));
    expect(text).toContain('S 49: update');
    expect(text).not.toContain('S 50: update');
    expect(text).toContain("joorctl products show-run run-1 --cursor 'S 49'.");
  });

  it('goes on where the service has more', () => {
    expect(runText({ ...RUN, nextStyle: 'HAT' })).toContain('--cursor HAT.');
    expect(withStyles(...many(50))).not.toContain('--cursor');
  });

  it('shows so many changes of each', () => {
    const diff = Array.from({ length: 23 }, (_, at) => ({ field: `f${at}`, from: '', to: 'x' }));
    const text = withStyles({ ...COAT, diff });
    expect(text).toContain('f19: nothing -> "x"\n  … and 3 more changes.');
    expect(text).not.toContain('f20');
  });
});

describe('a change', () => {
  it('is old and new', () => {
    expect(changeText({ field: 'name', from: 'Coat', to: '' })).toBe('name: "Coat" -> nothing');
  });

  it('is shown in part where it is long, on one line, safe for a terminal', () => {
    const text = changeText({ field: 'descr\u001biption', from: 'a\n\u0007b', to: 'x'.repeat(300) });
    expect(text).toBe(`descr iption: "a b" -> "${'x'.repeat(119)}…"`);
  });
});

describe('a refused style', () => {
  it('has a line for each reason, its name once, and the word of JOOR', () => {
    const reasons = [...REFUSED.reasons, { code: 'no-name', reason: 'It has no name.' }];
    const lines = listedRefusals({ ...REFUSED, reasons, joorSays: 'Name is taken' });
    expect(lines).toEqual([
      ['HAT', 'Hat', 'It has no line sheet: name one in the WMS.'],
      ['', '', 'It has no name.'],
      ['', '', 'JOOR says: Name is taken'],
    ]);
    expect(lines[0]).toHaveLength(REFUSED_COLUMNS.length);
  });

  it('may have none', () => {
    expect(listedRefusals({ style: 'HAT', name: '', reasons: [] })).toEqual([['HAT', '', 'no reason given']]);
  });
});
