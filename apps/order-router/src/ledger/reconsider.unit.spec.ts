import fc from 'fast-check';
import { type Action, type Incoming, type KnownDelivery, type KnownOrder, reconsider } from './reconsider.js';

const T1 = new Date('2026-11-03T10:00:00Z');
const T2 = new Date('2026-11-03T11:00:00Z');

const aDelivery = (state: KnownDelivery['state'], more: Partial<KnownDelivery> = {}): KnownDelivery => ({
  state,
  revision: 'r1',
  testMode: false,
  doubt: false,
  wmsOrderId: null,
  reason: null,
  ...more,
});

const known = (delivery: KnownDelivery | null, more: Partial<KnownOrder> = {}): KnownOrder => ({
  revision: 'r1',
  modifiedAt: T1,
  outcome: 'deliver',
  rule: null,
  reason: null,
  settingsVersion: 1,
  delivery,
  ...more,
});

const incoming = (more: Partial<Incoming> = {}): Incoming => ({
  revision: 'r1',
  modifiedAt: T1,
  outcome: 'deliver',
  settingsVersion: 1,
  testMode: false,
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
  ['would-deliver', aDelivery('would-deliver', { testMode: true }), 'none', 'take', 'take'],
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
  it('is left alone when its record comes a second time', () => {
    expect(reconsider(known(null, { outcome: 'wait', settingsVersion: 0 }), incoming())).toBe('none');
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

describe('two worlds', () => {
  const inTest = aDelivery('delivered', { testMode: true });

  it('an order delivered in test mode goes out once the connection has left it', () => {
    expect(reconsider(known(inTest), incoming({ trigger: 'replay' }))).toBe('take');
    expect(reconsider(known(inTest), newer())).toBe('take');
  });

  it('and not before', () => {
    expect(reconsider(known(inTest), incoming({ trigger: 'replay', testMode: true }))).toBe('none');
    expect(reconsider(known(inTest), newer({ testMode: true }))).toBe('review');
  });

  it('a live record alone does not take it out', () => {
    expect(reconsider(known(inTest), incoming())).toBe('none');
  });

  it('an order delivered in production is not delivered again in test mode', () => {
    const live = aDelivery('delivered');
    expect(reconsider(known(live), incoming({ trigger: 'replay', testMode: true }))).toBe('none');
    expect(reconsider(known(live), newer({ testMode: true }))).toBe('review');
  });
});

describe('whatever happens', () => {
  const outcome = fc.constantFrom('wait', 'deliver', 'skip', 'hold' as const);
  const instant = fc.integer({ min: 0, max: 5 }).map((hour) => new Date(Date.UTC(2026, 0, 1, hour)));
  const revision = fc.constantFrom('r0', 'r1', 'r2');
  const delivery: fc.Arbitrary<KnownDelivery> = fc.record({
    state: fc.constantFrom('delivering', 'parked', 'delivered', 'would-deliver', 'failed', 'cancelled'),
    revision,
    testMode: fc.boolean(),
    doubt: fc.boolean(),
    wmsOrderId: fc.constant(null),
    reason: fc.constant(null),
  });
  const orders: fc.Arbitrary<KnownOrder> = fc.record({
    revision,
    modifiedAt: instant,
    outcome,
    rule: fc.constant(null),
    reason: fc.constant(null),
    settingsVersion: fc.integer({ min: 0, max: 3 }),
    delivery: fc.option(delivery),
  });
  const arrivals: fc.Arbitrary<Incoming> = fc.record({
    revision,
    modifiedAt: instant,
    outcome,
    settingsVersion: fc.integer({ min: 0, max: 3 }),
    testMode: fc.boolean(),
    trigger: fc.constantFrom('live', 'replay', 'settings'),
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

  it('a delivered order is not taken again in the world it was delivered in', () =>
    always((order, arrival, action) => {
      const { delivery } = order;
      if (delivery?.state === 'delivered' && delivery.testMode === arrival.testMode) {
        expect(action).not.toBe('take');
      }
    }));

  it('an order that is at the WMS in production is never taken', () =>
    always((order, _arrival, action) => {
      if (order.delivery?.state === 'delivered' && !order.delivery.testMode) expect(action).not.toBe('take');
    }));

  it('nothing is sent, moved or withdrawn while an attempt is open or its effect unknown', () =>
    always((order, _arrival, action) => {
      const { delivery } = order;
      if (delivery?.state === 'failed' && delivery.doubt) expect(action).not.toBe('take');
      const open = delivery?.state === 'delivering' || (delivery?.state === 'parked' && delivery.doubt);
      if (open) expect(['none', 'hand-over', 'supersede', 'keep-old-revision']).toContain(action);
    }));

  it("a person's cancellation stands", () =>
    always((order, _arrival, action) => {
      if (order.delivery?.state === 'cancelled') expect(['none', 'keep-old-revision']).toContain(action);
    }));

  it('the same live record a second time sends nothing', () =>
    always((order, arrival, action) => {
      if (arrival.trigger === 'live' && arrival.revision === order.revision) {
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
        delivery: start && aDelivery(start, { testMode: arrival.testMode }),
      };
      expect(reconsider(after, arrival)).toBe(start === null ? 'none' : 'hand-over');
    }));
});
