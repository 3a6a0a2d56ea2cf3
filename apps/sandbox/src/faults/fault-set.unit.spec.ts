import { jest } from '@jest/globals';
import type { Answer, Call } from '../http/exchange.js';
import { FAULT_KINDS } from './fault-kinds.js';
import { FaultSet, type FaultStatement } from './fault-set.js';

const answer = (status: number, body = '{"id":"123456"}'): Answer => ({ status, body });
const manners = {
  throttled: (ms: number | null) => ({ ...answer(429), headers: { wait: String(ms) } }),
  unauthorised: () => answer(401),
};
const call = (method = 'POST'): Call => ({
  method,
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: '',
});
const faults = (statement: FaultStatement | readonly FaultStatement[], now?: () => number) => {
  const set = new FaultSet('target', manners, now);
  set.set(Array.isArray(statement) ? statement : [statement]);
  return set;
};
const disturb = (statement: FaultStatement) => faults(statement).disturb(call());
/** How a spoilt answer goes over the wire. */
const transmitted = (statement: FaultStatement) => {
  const spoil = disturb(statement)?.afterwards;
  if (typeof spoil !== 'function') throw new Error('this fault does not spoil an answer');
  return spoil(answer(200));
};

describe('each fault kind', () => {
  it('latency waits', () => {
    expect(disturb({ kind: 'latency', ms: 250 })).toEqual({ delayMs: 250 });
  });

  it('latency varies by its jitter, never below nothing', () => {
    const set = faults({ kind: 'latency', ms: 20, jitterMs: 50 });
    const delays = Array.from({ length: 200 }, () => set.disturb(call())?.delayMs ?? -1);
    expect(Math.min(...delays)).toBe(0);
    expect(Math.max(...delays)).toBeGreaterThan(50);
    expect(Math.max(...delays)).toBeLessThanOrEqual(70);
  });

  it('error answers its status instead, with Retry-After if wanted', () => {
    expect(disturb({ kind: 'error' })).toMatchObject({ instead: { status: 500 } });
    expect(disturb({ kind: 'error', status: 503, retryAfterSeconds: 7 })).toMatchObject({
      instead: { status: 503, headers: { 'retry-after': '7' } },
    });
  });

  it('throttle answers 429 in the manner of the system', () => {
    expect(disturb({ kind: 'throttle', retryAfterMs: 900 })).toMatchObject({
      instead: { status: 429, headers: { wait: '900' } },
    });
    expect(disturb({ kind: 'throttle' })).toMatchObject({ instead: { headers: { wait: 'null' } } });
  });

  it('refused-token answers 401 in the manner of the system', () => {
    expect(disturb({ kind: 'refused-token' })).toMatchObject({ instead: { status: 401 } });
  });

  it('hang is silent and has no effect', () => {
    expect(disturb({ kind: 'hang' })).toMatchObject({ instead: 'silence' });
  });

  it.each(['reset', 'silence'])('lost-answer by %s leaves the effect', (how) => {
    expect(disturb({ kind: 'lost-answer', how })).toMatchObject({ afterwards: how });
    expect(disturb({ kind: 'lost-answer', how })?.instead).toBeUndefined();
  });

  it.each([
    ['refused', 'reset', true],
    ['reset', 'reset', false],
  ])('outage %s drops requests', (how, instead, refuses) => {
    const set = faults({ kind: 'outage', how });
    expect(set.disturb(call())).toMatchObject({ instead });
    expect(set.refusesConnections()).toBe(refuses);
  });

  it('outage unavailable answers 503', () => {
    const set = faults({ kind: 'outage', how: 'unavailable' });
    expect(set.disturb(call())).toMatchObject({ instead: { status: 503 } });
    expect(set.refusesConnections()).toBe(false);
  });

  it('malformed-body cuts, replaces, empties or breaks off', () => {
    const body = (how: string) => transmitted({ kind: 'malformed-body', how }).answer.body;
    expect(() => JSON.parse(body('cut'))).toThrow();
    expect(body('html')).toContain('<html>');
    expect(body('empty')).toBe('');
    expect(transmitted({ kind: 'malformed-body', how: 'broken-off' })).toMatchObject({ breakOff: true });
  });

  it('slow-body drips', () => {
    expect(transmitted({ kind: 'slow-body', ms: 700 })).toEqual({ answer: answer(200), dripMs: 700 });
  });

  it('oversized-body stays JSON', () => {
    const { body } = transmitted({ kind: 'oversized-body', bytes: 5_000 }).answer;
    expect(body).toHaveLength(5_000);
    expect(JSON.parse(body)).toEqual({ id: '123456' });
  });

  it('is in the list of kinds once', () => {
    const kinds = FAULT_KINDS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(() => faults({ kind })).not.toThrow();
  });
});

describe('FaultSet', () => {
  it('disturbs nothing without faults', () => {
    expect(faults([]).disturb(call())).toBeUndefined();
  });

  it('strikes at its rate, the same calls for the same seed', () => {
    const struck = (seed: number) => {
      const set = faults({ kind: 'error', rate: 0.05, seed });
      return Array.from({ length: 2_000 }, () => set.disturb(call()) !== undefined);
    };
    expect(struck(1)).toEqual(struck(1));
    expect(struck(1)).not.toEqual(struck(2));
    const share = struck(1).filter(Boolean).length / 2_000;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.07);
  });

  it('strikes only its method', () => {
    const set = faults({ kind: 'error', method: 'post' });
    expect(set.disturb(call('GET'))).toBeUndefined();
    expect(set.disturb(call('POST'))).toBeDefined();
  });

  it('adds faults up: delays sum, the first answer instead ends it', () => {
    const set = faults([
      { kind: 'latency', ms: 10 },
      { kind: 'latency', ms: 5 },
      { kind: 'error', status: 502 },
      { kind: 'throttle' },
    ]);
    expect(set.disturb(call())).toMatchObject({ delayMs: 15, instead: { status: 502 } });
    expect(set.list().map(({ struck }) => struck)).toEqual([1, 1, 1, 0]);
  });

  it('ends after its seconds and says so', () => {
    let now = 0;
    const set = faults({ kind: 'outage', seconds: 10 }, () => now);
    const change = jest.fn();
    set.onChange(change);
    now = 9_999;
    expect(set.refusesConnections()).toBe(true);
    expect(set.list()).toMatchObject([{ kind: 'outage', secondsLeft: 0.001 }]);
    now = 10_000;
    expect(set.disturb(call())).toBeUndefined();
    expect(set.refusesConnections()).toBe(false);
    expect(change).toHaveBeenCalledTimes(1);
  });

  it('ends by its own timer too, though nobody asks', async () => {
    const set = faults({ kind: 'outage', seconds: 0.02 });
    await new Promise<void>((resolve) => set.onChange(resolve));
    expect(set.list()).toEqual([]);
  });

  it('replaces what was set before, and clears', () => {
    const set = faults({ kind: 'hang' });
    set.set([{ kind: 'latency', ms: 1 }]);
    expect(set.list().map(({ kind }) => kind)).toEqual(['latency']);
    set.clear();
    expect(set.list()).toEqual([]);
  });

  it.each([
    [{ kind: 'flood' }, 'no fault kind "flood"'],
    [{ kind: 'latency', rate: 2 }, 'rate must be a number from 0 to 1'],
    [{ kind: 'latency', mss: 2 }, 'unknown mss'],
    [{ kind: 'error', status: 200 }, 'status must be a number from 400 to 599'],
    [{ kind: 'lost-answer', how: 'twice' }, 'one of reset, silence'],
  ])('refuses %j', (statement, message) => {
    expect(() => faults(statement as FaultStatement)).toThrow(message);
  });

  it('keeps the old faults when new ones are refused', () => {
    const set = faults({ kind: 'hang' });
    expect(() => set.set([{ kind: 'flood' }])).toThrow();
    expect(set.list().map(({ kind }) => kind)).toEqual(['hang']);
  });
});
