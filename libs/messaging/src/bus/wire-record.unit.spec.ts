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
});
