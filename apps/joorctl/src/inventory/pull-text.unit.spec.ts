import { STOCK_PULL as PULL } from '../testing/inventory-answers.js';
import { driftText } from './drift-text.js';
import { pullsText } from './pull-text.js';

const DOUBTED = {
  ...PULL,
  outcome: 'refused',
  reason: '900 of 1000 levels are gone',
  refusedRows: 0,
  refused: [],
};
const FAILED = { ...DOUBTED, outcome: 'failed', reason: 'The WMS answered 503' };

describe('readings of the stock', () => {
  it('are a table, with the rows that were refused last', () => {
    const older = { ...PULL, startedAt: '2026-11-24T13:00:00.000Z', refused: [{ sku: 'OLD', reason: 'x' }] };
    expect(pullsText('con_1', [{ ...PULL, endedAt: null }, older]).split('\n')).toEqual([
      expect.stringMatching(/^BEGAN +ENDED +OUTCOME +PAGES +ROWS +CHANGED +TO 0 +REFUSED +REASON$/),
      expect.stringMatching(/^2026-11-24T14:00:00\.000Z +- +done +3 +250 +12 +1 +3$/),
      expect.stringMatching(/^2026-11-24T13:00:00\.000Z /),
      '',
      'Refused in the reading of 2026-11-24T14:00:00.000Z',
      'SKU  REASON',
      'A    available must be a whole number',
      '-    sku is missing',
      '… and 1 more.',
    ]);
  });

  it('say how to accept a list that is not believed', () => {
    const hint = 'The list is not believed. If it is right: joorctl inventory accept-pull con_1.';
    expect(pullsText('con_1', [DOUBTED])).toContain(hint);
    // a reading that failed meanwhile tells nothing of the list
    expect(pullsText('con_1', [FAILED, DOUBTED])).toContain(hint);
  });

  it.each([
    ['it was accepted', [{ ...DOUBTED, acceptedBy: 'Ada' }]],
    ['a newer one was believed', [PULL, DOUBTED]],
    ['none was doubted', [FAILED]],
  ])('say nothing of that where %s', (_why, pulls) => {
    expect(pullsText('con_1', pulls)).not.toContain('not believed');
  });

  it('say who accepted one', () => {
    expect(pullsText('con_1', [{ ...DOUBTED, acceptedBy: 'Ada' }])).toContain(
      '900 of 1000 levels are gone; accepted by Ada',
    );
  });

  it('may never have been', () => expect(pullsText('con_1', [])).toMatch(/^The stock was never read/));
});

describe('what reading JOOR back has found', () => {
  const reading = {
    ...{ id: 'r', state: 'done', pages: 2, compared: 80, drifted: 1, reason: null },
    ...{ startedAt: '2026-11-24T02:00:00Z', finishedAt: '2026-11-24T02:01:00Z' },
  };
  const drift = {
    sku: 'A',
    warehouse: 'Main',
    on: null,
    believed: 39,
    held: null,
    foundAt: '2026-11-24T02:00:30Z',
  };

  it('is each reading and each figure', () => {
    expect(
      driftText([reading, { ...reading, state: 'running', finishedAt: null }], [drift]).split('\n'),
    ).toEqual([
      'JOOR read back',
      expect.stringMatching(/^BEGAN +ENDED +STATE +PAGES +FIGURES +DIFFER +REASON$/),
      expect.stringMatching(/^2026-11-24T02:00:00Z +2026-11-24T02:01:00Z +done +2 +80 +1$/),
      expect.stringMatching(/^2026-11-24T02:00:00Z +- +running +2 +80 +1$/),
      '',
      'Not as JOOR was told',
      expect.stringMatching(/^FOUND +SKU +WAREHOUSE +DAY +TOLD +HELD$/),
      expect.stringMatching(/^2026-11-24T02:00:30Z +A +Main +now +39 +-$/),
    ]);
  });

  it('may be nothing', () => {
    expect(driftText([reading], [])).toMatch(/No figure differed\.$/);
    expect(driftText([], [])).toBe('JOOR was not read back yet.');
  });
});
