import type { DeliveryAnswer } from '@joor-bridge/wms';
import {
  accepted,
  aJob,
  ambiguous,
  anExchange,
  rejected,
  unauthorized,
  unavailable,
} from '../testing/answers.js';
import { answerToResult, type Outlook } from './answer-to-result.js';
import type { Job } from './job.js';

const STARTED = new Date('2026-11-03T10:02:00Z');
const DAY = 24 * 3_600_000;
const MINUTE = 60_000;

const outlook = (more: Partial<Outlook> = {}): Outlook => ({
  connectionDown: false,
  settleMs: 10_000,
  random: 0.5,
  now: 0,
  ...more,
});

const fateOf = (answer: DeliveryAnswer, job: Partial<Job> = {}, more: Partial<Outlook> = {}) =>
  answerToResult(aJob(job), answer, STARTED, outlook(more)).fate;

describe('answerToResult', () => {
  it('names the attempt, whatever the answer', () => {
    const job = aJob({ attemptId: 'att-1', settingsVersion: 4 });
    for (const answer of [accepted(), rejected(), unavailable(), unauthorized(), ambiguous()]) {
      expect(answerToResult(job, answer, STARTED, outlook())).toMatchObject({
        connectionId: 'con_1',
        orderId: job.orderId,
        revision: job.revision,
        attemptId: 'att-1',
        settingsVersion: 4,
        startedAt: STARTED,
        answer: answer.kind,
        exchange: answer.exchange,
      });
    }
  });

  it('keeps the id that the WMS gave, and has none otherwise', () => {
    expect(answerToResult(aJob(), accepted('W-77'), STARTED, outlook()).wmsOrderId).toBe('W-77');
    for (const answer of [rejected(), unavailable(), unauthorized(), ambiguous()]) {
      expect(answerToResult(aJob(), answer, STARTED, outlook()).wmsOrderId).toBeNull();
    }
  });

  it('rounds the time to what the ledger can keep', () => {
    expect(fateOf(ambiguous(), {}, { settleMs: 512.7 }).dueInMs).toBe(513);
  });
});

describe('settled', () => {
  it.each([false, true])('accepted with doubt %j is delivered and in no doubt any more', (doubt) => {
    for (const connectionDown of [false, true]) {
      expect(fateOf(accepted(), { doubt }, { connectionDown })).toEqual({
        state: 'delivered',
        reason: null,
        dueInMs: null,
        doubt: false,
      });
    }
  });

  it.each([false, true])('rejected with doubt %j has failed, with the reason of the WMS', (doubt) => {
    expect(fateOf(rejected('no such SKU'), { doubt })).toEqual({
      state: 'failed',
      reason: 'no such SKU',
      dueInMs: null,
      doubt: false,
    });
  });
});

/** Waits that are not settled: by answer, earlier doubt and whether the connection is down. */
const WAITS: readonly (readonly [string, DeliveryAnswer, boolean, boolean, number, boolean])[] = [
  ['unavailable', unavailable(), false, false, MINUTE, false],
  ['unavailable', unavailable(), false, true, 0, false],
  ['unavailable', unavailable(), true, false, MINUTE, true],
  ['unavailable', unavailable(), true, true, 10_000, true],
  ['ambiguous', ambiguous(), false, false, 10_000, true],
  ['ambiguous', ambiguous(), false, true, 10_000, true],
  ['ambiguous', ambiguous(), true, false, MINUTE, true],
  ['ambiguous', ambiguous(), true, true, 10_000, true],
  ['unauthorized', unauthorized(), false, true, 0, false],
  ['unauthorized', unauthorized(), true, true, 0, true],
];

describe('parked', () => {
  it.each(WAITS)('%s (%#)', (_, answer, doubt, connectionDown, dueInMs, inDoubt) => {
    const fate = fateOf(answer, { doubt }, { connectionDown });
    expect(fate).toMatchObject({ state: 'parked', dueInMs, doubt: inDoubt });
  });

  it('keeps the reason for a person', () => {
    expect(fateOf(unavailable()).reason).toBe('HTTP 503');
    expect(fateOf(ambiguous()).reason).toBe('no answer within 10 s');
    expect(fateOf(unauthorized()).reason).toBe('HTTP 401');
  });

  it('waits longer with every try', () => {
    expect(fateOf(unavailable(), { tries: 3 }).dueInMs).toBe(8 * MINUTE);
    expect(fateOf(unavailable(), { tries: 30 }).dueInMs).toBe(60 * MINUTE);
  });

  it('obeys Retry-After, and leaves that to the breaker while the connection is down', () => {
    expect(fateOf(unavailable(5 * MINUTE)).dueInMs).toBe(5 * MINUTE);
    expect(fateOf(unavailable(5 * MINUTE), {}, { connectionDown: true }).dueInMs).toBe(0);
  });

  it('never looks at an order in doubt before its request has settled', () => {
    const slow = { settleMs: 10 * MINUTE };
    for (const doubt of [false, true]) {
      for (const connectionDown of [false, true]) {
        for (const random of [0, 1]) {
          const fate = fateOf(ambiguous(), { doubt }, { ...slow, connectionDown, random });
          expect(fate.dueInMs).toBeGreaterThanOrEqual(slow.settleMs);
        }
      }
    }
  });

  it('keeps the doubt until the WMS has said what it has', () => {
    for (const answer of [unavailable(), unauthorized(), ambiguous()]) {
      expect(fateOf(answer, { doubt: true }).doubt).toBe(true);
    }
  });
});

describe('giving up', () => {
  const tried = { firstTriedAt: 1_000, tries: 360 };
  const late = { now: 1_000 + 15 * DAY };

  it.each([
    ['unavailable', unavailable(), 'HTTP 503'],
    ['ambiguous', ambiguous(), 'no answer within 10 s'],
  ])('%s fails after 15 days and says why', (_, answer, reason) => {
    const fate = fateOf(answer, tried, late);
    expect(fate).toMatchObject({ state: 'failed', dueInMs: null });
    expect(fate.reason).toBe(`given up after 15 days of trying; the last reason: ${reason}`);
    expect(fate.doubt).toBe(reason !== 'HTTP 503');
  });

  it('does not come a moment earlier', () => {
    expect(fateOf(unavailable(), tried, { now: late.now - 1 }).state).toBe('parked');
  });

  it('does not come for refused credentials: only a person can mend them', () => {
    expect(fateOf(unauthorized(), tried, late).state).toBe('parked');
  });

  it('does not come for what is accepted at last', () => {
    expect(fateOf({ kind: 'accepted', wmsOrderId: 'W', exchange: anExchange() }, tried, late).state).toBe(
      'delivered',
    );
  });
});
