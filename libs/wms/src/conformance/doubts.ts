import type { DeliverableOrder, DeliveryAnswer } from '../connector.js';
import { freshOrder, type Rehearsal, rehearse } from './rehearsal.js';
import type { Fault, Subject } from './stage.js';

const LOST: readonly (readonly [string, Fault])[] = [
  ['the answer is lost with the connection', { kind: 'lost-answer', how: 'reset' }],
  ['the answer never comes', { kind: 'lost-answer', how: 'silence' }],
  ['the body drips too slowly', { kind: 'slow-body', ms: 5_000 }],
  ['the body is cut', { kind: 'malformed-body', how: 'cut' }],
  ['the body is a web page', { kind: 'malformed-body', how: 'html' }],
  ['the connection breaks within the body', { kind: 'malformed-body', how: 'broken-off' }],
  ['the body is huge', { kind: 'oversized-body', bytes: 8 * 1024 * 1024 }],
];

/** What must hold when the destination took the order and its answer did not arrive. */
export function doubts(subject: Subject): void {
  const { idempotencyKey, lookUp } = subject.connector.capabilities(subject.options);

  /** What a caller does about a doubt: look up where that is possible, and else deliver again under the key. */
  async function resolved(rehearsal: Rehearsal, order: DeliverableOrder): Promise<DeliveryAnswer | null> {
    if (!lookUp) return rehearsal.deliver(order);
    const finding = await rehearsal.wms.find(order.externalId);
    if (finding.kind === 'found') return { ...finding, kind: 'accepted' };
    return finding.kind === 'absent' ? rehearsal.deliver(order) : null;
  }

  it.concurrent.each(LOST)('when %s, never denies the effect, and comes to one', (_, fault) =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall({ ...fault, method: subject.createMethod });
      const answer = await rehearsal.deliver(order);
      expect(['ambiguous', 'accepted']).toContain(answer.kind);
      expect(rehearsal.stage.effects(order)).toBe(1);
      await rehearsal.stage.befall();
      expect(await resolved(rehearsal, order)).toMatchObject({ kind: 'accepted' });
      expect(rehearsal.stage.effects(order)).toBe(1);
    }),
  );

  if (lookUp) lookUps(subject);
  else it('declares no look-up by external id', () => expect(idempotencyKey).toBe(true));
  if (!idempotencyKey) it('declares no idempotency key', () => expect(lookUp).toBe(true));
}

function lookUps(subject: Subject): void {
  it('finds what was delivered and nothing else', () =>
    rehearse(subject, async ({ wms, deliver }) => {
      const order = freshOrder();
      expect((await wms.find(order.externalId)).kind).toBe('absent');
      const answer = await deliver(order);
      expect(await wms.find(order.externalId)).toMatchObject({
        kind: 'found',
        wmsOrderId: answer.kind === 'accepted' && answer.wmsOrderId,
      });
      expect((await wms.find(`${order.externalId}0`)).kind).toBe('absent');
    }));

  it('whose look-ups do not work does not pass for well', () =>
    rehearse(subject, async ({ wms, stage }) => {
      await stage.befall({ kind: 'error', status: 404, message: '{"message":"Not Found"}', method: 'GET' });
      expect((await wms.check()).ok).toBe(false);
    }));

  it.concurrent.each<[string, Fault, string]>([
    ['fails', { kind: 'error', status: 500 }, 'ambiguous'],
    ['is throttled', { kind: 'throttle', retryAfterMs: 3_000 }, 'unavailable'],
    ['is refused', { kind: 'refused-token' }, 'unauthorized'],
    ['cannot be read', { kind: 'malformed-body', how: 'html' }, 'ambiguous|unavailable'],
    ['hangs', { kind: 'hang' }, 'ambiguous'],
    [
      "gets a gateway's 404",
      { kind: 'error', status: 404, message: '{"message":"Not Found"}' },
      'unavailable',
    ],
    ['gets an empty 404', { kind: 'error', status: 404, message: '' }, 'unavailable'],
  ])('never takes a look-up that %s for an absence', (_, fault, kind) =>
    rehearse(subject, async ({ wms, stage }) => {
      const order = freshOrder();
      await stage.befall({ ...fault, method: 'GET' });
      expect(await wms.find(order.externalId)).toMatchObject({
        kind: 'unknown',
        answer: { kind: expect.stringMatching(new RegExp(`^(${kind})$`)) },
      });
    }),
  );
}
