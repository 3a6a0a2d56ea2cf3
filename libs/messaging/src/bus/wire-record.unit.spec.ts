import { MAX_EVENT_BYTES, Malformed } from '@joor-bridge/contracts';
import {
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from '@opentelemetry/api';
import { toWire } from './wire-record.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Everything runs in one given context. */
class StandingContext implements ContextManager {
  constructor(private readonly standing: Context) {}
  active = () => this.standing;
  with: ContextManager['with'] = (_context, work, self, ...args) => work.call(self as never, ...args);
  bind = <T>(_context: Context, target: T): T => target;
  enable = () => this;
  disable = () => this;
}

describe('toWire', () => {
  it('writes CloudEvents in binary mode', () => {
    const [wire] = toWire(
      [{ key: 'k', type: 't.v1', value: { a: 1 }, subject: 's', headers: { extra: 'x' } }],
      'me',
    );
    expect(wire?.key).toBe('k');
    expect(wire?.value?.toString()).toBe('{"a":1}');
    expect(wire?.headers).toEqual({
      ce_specversion: '1.0',
      ce_id: expect.stringMatching(UUID_V7),
      ce_type: 't.v1',
      ce_source: 'me',
      ce_time: expect.stringMatching(/Z$/),
      ce_subject: 's',
      extra: 'x',
    });
  });

  it('gives each record an id of its own', () => {
    const many = toWire(
      Array.from({ length: 1_000 }, () => ({ key: 'k', type: 't', value: {} })),
      'me',
    );
    expect(new Set(many.map(({ headers }) => headers.ce_id)).size).toBe(1_000);
  });

  it('writes a tombstone as no value', () => {
    expect(toWire([{ key: 'k', type: 't', value: null }], 'me')[0]?.value).toBeNull();
  });

  it('carries the trace on', () => {
    const span: SpanContext = {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: 'b7ad6b7169203331',
      traceFlags: 1,
    };
    const active = trace.setSpanContext(ROOT_CONTEXT, span);
    context.setGlobalContextManager(new StandingContext(active));
    const [wire] = toWire([{ key: 'k', type: 't', value: {} }], 'me');
    context.disable();
    expect(wire?.headers.traceparent).toBe('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
  });

  it('refuses an event that no broker would take', () => {
    const value = { text: 'x'.repeat(MAX_EVENT_BYTES) };
    expect(() => toWire([{ key: 'c:o', type: 't.v1', value }], 'me')).toThrow(Malformed);
    expect(() => toWire([{ key: 'c:o', type: 't.v1', value }], 'me')).toThrow(/t\.v1 of c:o: \d+ bytes/);
  });

  it('takes an event of the largest size', () => {
    const text = 'x'.repeat(MAX_EVENT_BYTES - '{"text":""}'.length);
    expect(toWire([{ key: 'k', type: 't', value: { text } }], 'me')[0]?.value).toHaveLength(MAX_EVENT_BYTES);
  });

  it('weighs bytes, not characters', () => {
    const text = 'é'.repeat(MAX_EVENT_BYTES / 2);
    expect(() => toWire([{ key: 'k', type: 't', value: { text } }], 'me')).toThrow(/1000011 bytes/);
  });

  it('sends none of a group in which one is too large', () => {
    const good = { key: 'k', type: 't', value: {} };
    const bad = { key: 'bad', type: 't', value: { text: 'x'.repeat(MAX_EVENT_BYTES) } };
    expect(() => toWire([good, bad, good], 'me')).toThrow('t of bad');
  });

  it('says nothing of what is in an event that is too large', () => {
    const value = { secret: 'hunter2'.repeat(MAX_EVENT_BYTES / 7) };
    expect(() => toWire([{ key: 'k', type: 't', value }], 'me')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('gives no subject and no trace where there are none', () => {
    const [wire] = toWire([{ key: 'k', type: 't', value: null }], 'me');
    expect(Object.keys(wire?.headers ?? {}).sort()).toEqual([
      'ce_id',
      'ce_source',
      'ce_specversion',
      'ce_time',
      'ce_type',
    ]);
  });

  it('gives records that go together one time, and leaves the partition to the key', () => {
    const records = toWire(
      ['a', 'b'].map((key) => ({ key, type: 't', value: {} })),
      'me',
    );
    expect(records[0]?.headers.ce_time).toBe(records[1]?.headers.ce_time);
    for (const record of records) expect(record).not.toHaveProperty('partition');
  });

  it('weighs a record by key, value and what goes around them', () => {
    const [tombstone, event] = toWire(
      [null, { a: 'b' }].map((value) => ({ key: 'four', type: 't', value })),
      'me',
    );
    expect(tombstone?.bytes).toBeGreaterThan(4);
    expect((event?.bytes ?? 0) - (tombstone?.bytes ?? 0)).toBe('{"a":"b"}'.length);
  });

  it('does not change the headers it was given', () => {
    const headers = Object.freeze({ extra: 'x' });
    toWire([{ key: 'k', type: 't', value: null, headers }], 'me');
    expect(headers).toEqual({ extra: 'x' });
  });
});
