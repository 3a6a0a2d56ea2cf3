import fc from 'fast-check';
import { type Action, type Incoming, type KnownDelivery, type KnownOrder, reconsider } from './reconsider.js';

const T1 = new Date('2026-11-03T10:00:00Z');
const T2 = new Date('2026-11-03T11:00:00Z');

const aDelivery = (state: KnownDelivery['state'], more: Partial<KnownDelivery> = {}): KnownDelivery => ({
  state,
  revision: 'r1',
  doubt: false,
  ...more,
});

const known = (delivery: KnownDelivery | null, more: Partial<KnownOrder> = {}): KnownOrder => ({
  revision: 'r1',
  modifiedAt: T1,
  outcome: 'deliver',
  settingsVersion: 1,
  cancelledInJoor: false,
  delivery,
  ...more,
});

const incoming = (more: Partial<Incoming> = {}): Incoming => ({
  revision: 'r1',
  modifiedAt: T1,
  outcome: 'deliver',
  settingsVersion: 1,
  trigger: 'live',
  ...more,
});

const newer = (more: Partial<Incoming> = {}) => incoming({ revision: 'r2', modifiedAt: T2, ...more });

/** The table of the docstring: live, replay and settings with the same revision; a newer revision. */
const TABLE: readonly (readonly [string, KnownDelivery, Action, Action, Action])[] = [
  ['parked', aDelivery('parked'), 'none', 'none', 'repark'],
  ['parked, in doubt', aDelivery('parked', { doubt: true }), 'none', 'none', 'supersede'],
  ['delivering', aDelivery('delivering'), 'hand-over', 'hand-over', 'supersede'],
  ['delivered', aDelivery('delivered'), 'none', 'none', 'review'],
  ['would-deliver', aDelivery('would-deliver'), 'none', 'take', 'take'],
  ['failed', aDelivery('failed'), 'none', 'take', 'take'],
  ['failed, in doubt', aDelivery('failed', { doubt: true }), 'none', 'none', 'review'],
  ['cancelled', aDelivery('cancelled'), 'none', 'none', 'keep-old-revision'],
];

describe.each(TABLE)('an order that is %s', (_, delivery, live, again, changed) => {
  it(`live, the same revision: ${live}`, () => {
    expect(reconsider(known(delivery), incoming())).toBe(live);
  });

  it.each(['replay', 'settings'] as const)(`%s, the same revision: ${again}`, (trigger) => {
    expect(reconsider(known(delivery), incoming({ trigger, settingsVersion: 2 }))).toBe(again);
  });

  it.each(['live', 'replay', 'settings'] as const)(`%s, a newer revision: ${changed}`, (trigger) => {
    expect(reconsider(known(delivery), newer({ trigger }))).toBe(changed);
  });

  it('an older revision is kept for the record', () => {
    const older = incoming({ revision: 'r0', modifiedAt: new Date(0) });
    expect(reconsider(known(delivery), older)).toBe('keep-old-revision');
  });
});

describe('an order without a delivery', () => {
  it.each(['skip', 'hold', 'deliver'] as const)(
    'to %s is left alone when its record comes again',
    (outcome) => {
      expect(reconsider(known(null, { outcome }), incoming({ settingsVersion: 2 }))).toBe('none');
    },
  );

  it('that waited for settings is taken by its record when they are there', () => {
    const waiting = known(null, { outcome: 'wait', settingsVersion: 0 });
    for (const outcome of ['skip', 'hold', 'deliver'] as const) {
      expect(reconsider(waiting, incoming({ outcome }))).toBe('take');
    }
    expect(reconsider(waiting, incoming({ outcome: 'wait', settingsVersion: 0 }))).toBe('none');
  });

  it.each(['replay', 'settings'] as const)('is taken by %s where the decision is another', (trigger) => {
    const held = known(null, { outcome: 'hold' });
    expect(reconsider(held, incoming({ trigger, outcome: 'deliver' }))).toBe('take');
    expect(reconsider(held, incoming({ trigger, outcome: 'skip' }))).toBe('take');
    expect(reconsider(held, incoming({ trigger, outcome: 'hold', settingsVersion: 2 }))).toBe('take');
  });

  it.each(['replay', 'settings'] as const)('stays as it is under %s with the same decision', (trigger) => {
    const held = known(null, { outcome: 'hold' });
    expect(reconsider(held, incoming({ trigger, outcome: 'hold' }))).toBe('none');
  });

  it.each(['replay', 'settings'] as const)('is taken by %s when it is to go out after all', (trigger) => {
    expect(reconsider(known(null), incoming({ trigger }))).toBe('take');
  });

  it.each(['deliver', 'skip', 'hold', 'wait'] as const)('is taken with a newer revision to %s', (outcome) => {
    expect(reconsider(known(null), newer({ outcome }))).toBe('take');
  });
});

describe('a parked order', () => {
  it.each([
    ['deliver', 'repark'],
    ['skip', 'withdraw'],
    ['hold', 'withdraw'],
    ['wait', 'withdraw'],
  ] as const)('with a newer revision to %s: %s', (outcome, action) => {
    expect(reconsider(known(aDelivery('parked')), newer({ outcome }))).toBe(action);
  });

  it.each(['deliver', 'skip', 'hold'] as const)('in doubt is resolved first, even to %s', (outcome) => {
    expect(reconsider(known(aDelivery('parked', { doubt: true })), newer({ outcome }))).toBe('supersede');
  });
});

describe('another revision of the same moment', () => {
  it('counts as newer: Kafka has the revisions of an order in their order', () => {
    const same = incoming({ revision: 'r2', modifiedAt: T1 });
    expect(reconsider(known(null), same)).toBe('take');
    expect(reconsider(known(aDelivery('delivered')), same)).toBe('review');
  });
});

describe('an order without an effect', () => {
  it.each(['failed', 'would-deliver'] as const)('%s is not touched where today says no', (state) => {
    for (const outcome of ['skip', 'hold', 'wait'] as const) {
      const trigger = 'replay';
      expect(reconsider(known(aDelivery(state)), incoming({ trigger, outcome }))).toBe('none');
    }
  });
});

describe('a person who has an order decided again', () => {
  const person = { trigger: 'person' } as const;

  it.each(['deliver', 'skip', 'hold', 'wait'] as const)('takes a cancellation back, to %s', (outcome) => {
    expect(reconsider(known(aDelivery('cancelled')), incoming({ ...person, outcome }))).toBe('take');
    expect(reconsider(known(aDelivery('cancelled')), newer({ ...person, outcome }))).toBe('take');
  });

  it.each(TABLE.filter(([, { state }]) => state !== 'cancelled'))(
    'else has the effect of a replay: %s',
    (_, delivery, _live, again, changed) => {
      expect(reconsider(known(delivery), incoming({ ...person, settingsVersion: 2 }))).toBe(again);
      expect(reconsider(known(delivery), newer(person))).toBe(changed);
    },
  );
});

describe('whatever happens', () => {
  const outcome = fc.constantFrom('wait', 'deliver', 'skip', 'hold' as const);
  const instant = fc.integer({ min: 0, max: 5 }).map((hour) => new Date(Date.UTC(2026, 0, 1, hour)));
  const revision = fc.constantFrom('r0', 'r1', 'r2');
  const delivery: fc.Arbitrary<KnownDelivery> = fc.record({
    state: fc.constantFrom('delivering', 'parked', 'delivered', 'would-deliver', 'failed', 'cancelled'),
    revision,
    doubt: fc.boolean(),
  });
  const orders: fc.Arbitrary<KnownOrder> = fc.record({
    revision,
    modifiedAt: instant,
    outcome,
    settingsVersion: fc.integer({ min: 0, max: 3 }),
    cancelledInJoor: fc.boolean(),
    delivery: fc.option(delivery),
  });
  const arrivals: fc.Arbitrary<Incoming> = fc.record({
    revision,
    modifiedAt: instant,
    outcome,
    settingsVersion: fc.integer({ min: 0, max: 3 }),
    trigger: fc.constantFrom('live', 'replay', 'settings', 'person'),
  });
  const always = (check: (order: KnownOrder, arrival: Incoming, action: Action) => void) =>
    fc.assert(
      fc.property(orders, arrivals, (order, arrival) => check(order, arrival, reconsider(order, arrival))),
      { numRuns: 2_000 },
    );

  it('an older revision changes nothing', () =>
    always((order, arrival, action) => {
      if (arrival.revision !== order.revision && arrival.modifiedAt < order.modifiedAt) {
        expect(action).toBe('keep-old-revision');
      }
    }));

  it('a delivered order is never taken again', () =>
    always((order, _arrival, action) => {
      if (order.delivery?.state === 'delivered') expect(action).not.toBe('take');
    }));

  it('nothing is sent, moved or withdrawn while an attempt is open or its effect unknown', () =>
    always((order, _arrival, action) => {
      const { delivery } = order;
      if (delivery?.state === 'failed' && delivery.doubt) expect(action).not.toBe('take');
      const open = delivery?.state === 'delivering' || (delivery?.state === 'parked' && delivery.doubt);
      if (open) expect(['none', 'hand-over', 'supersede', 'keep-old-revision']).toContain(action);
    }));

  it("a person's cancellation stands until a person takes it back", () =>
    always((order, { trigger }, action) => {
      if (order.delivery?.state === 'cancelled' && trigger !== 'person')
        expect(['none', 'keep-old-revision']).toContain(action);
    }));

  it('the same live record a second time sends nothing', () =>
    always((order, arrival, action) => {
      const again = arrival.trigger === 'live' && arrival.revision === order.revision;
      if (again && order.outcome !== 'wait') {
        expect(['none', 'hand-over']).toContain(action);
      }
    }));

  it('what has been taken is not taken again by the same replay, unless it failed or was only rendered', () =>
    always((order, arrival, action) => {
      if (action !== 'take' || arrival.trigger === 'live') return;
      const start = arrival.outcome === 'deliver' ? ('delivering' as const) : null;
      const after: KnownOrder = {
        ...order,
        revision: arrival.revision,
        modifiedAt: arrival.modifiedAt,
        outcome: arrival.outcome,
        settingsVersion: arrival.settingsVersion,
        delivery: start && aDelivery(start),
      };
      expect(reconsider(after, arrival)).toBe(start === null ? 'none' : 'hand-over');
    }));
});
