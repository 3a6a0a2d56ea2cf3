import { INVENTORY_RUN as RUN } from '../testing/inventory-answers.js';
import { figuresText, listedRun, RUN_COLUMNS, runText } from './run-text.js';

const DONE = {
  ...RUN,
  ...{ state: 'done', reason: null, requestedBy: 'Ada', decidedBy: 'Bo', decidedAt: '2026-11-24T14:40:00Z' },
  ...{ pending: 0, sent: 3, zeroed: 1, refused: 1, requests: 1, credits: 5, examples: [] },
  ...{ finishedAt: '2026-11-24T14:40:09.500Z', durationMs: 9_500 },
};

it('has a value for every column of the list', () => {
  expect(listedRun({})).toHaveLength(RUN_COLUMNS.length);
  expect(listedRun(DONE)).toEqual([
    ...['run-1', 'con_1', 'sync', 'done', '3', '1', '1', '2', '2026-11-24T14:30:00.000Z', '9.5 s', ''],
  ]);
});

it('shows what a waiting run would do, and how to decide', () => {
  expect(runText(RUN).split('\n')).toEqual([
    'run         run-1, sync',
    'connection  con_1 (production)',
    'state       waiting-for-approval',
    'reason      Nothing was sent for this connection before: look at the figures.',
    'shows       1 of 4 SKUs set to 0, units 100 -> 61',
    'rows        0 acknowledged, 0 of them 0; 0 refused; 4 to send when it last looked',
    'skipped     2 SKUs',
    'cost        0 requests, 0 credits',
    'time        since 2026-11-24T14:30:00.000Z, 30 min',
    '',
    'SKUs that change most',
    'SKU         BEFORE  AFTER',
    'COAT-BLK-S  40      1',
    'X           -       9',
    '',
    'It waits for you: joorctl inventory approve run-1, or joorctl inventory reject run-1.',
  ]);
});

it('shows what a run has done, who wished it, and where the rest is explained', () => {
  const text = runText(DONE);
  expect(text).toMatch(/rows +3 acknowledged, 1 of them 0; 1 refused; 0 to send/);
  expect(text).toMatch(/cost +1 requests, 5 credits\nasked by +Ada\ndecided by +Bo, 2026-11-24T14:40:00Z\n/);
  expect(text).toMatch(/time +2026-11-24T14:30:00\.000Z to 2026-11-24T14:40:09\.500Z, 9\.5 s\n/);
  expect(text).toMatch(/why: joorctl inventory skipped con_1\.$/);
  expect(text).not.toContain('waits for you');
});

it('adds nothing where nothing is left to do', () => {
  expect(runText({ ...DONE, refused: 0, skipped: 0 })).toMatch(/9\.5 s$/);
});

it('says that a run has not begun', () => {
  const queued = { ...RUN, state: 'queued', figures: null, startedAt: null, durationMs: null };
  expect(runText(queued)).toMatch(/time +created 2026-11-24T14:30:00\.000Z, not begun yet/);
  expect(runText(queued)).not.toMatch(/shows/);
});

it('tells the figures that were approved from those of now', () => {
  const approved = { listed: 4, zeroed: 0, totalBefore: 100, totalAfter: 90 };
  expect(figuresText({ ...RUN, approved }, 'approved')).toBe('0 of 4 SKUs set to 0, units 100 -> 90');
  expect(figuresText({ ...RUN, approved }, 'figures')).toBe('1 of 4 SKUs set to 0, units 100 -> 61');
});
