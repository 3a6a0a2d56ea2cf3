import { ORDER_STATUSES, type OrderStatus, RULES, type Settings } from '@joor-bridge/contracts';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import fc from 'fast-check';
import { aPolicy } from '../testing/orders.js';
import { decide, decidingReason } from './decide.js';
import { rules } from './rules.js';

const outcomeOf = (settings: Partial<Settings>, order: Parameters<typeof anOrder>[0] = {}) => {
  const decision = decide(anOrder(order), aPolicy(settings));
  return [decision.outcome, decision.rule, decidingReason(decision)];
};

describe('decide', () => {
  it('delivers an order that nothing objects to, and lets every rule speak in its order', () => {
    const decision = decide(anOrder(), aPolicy({}, true, 7));
    expect(decision).toMatchObject({ outcome: 'deliver', rule: null, settingsVersion: 7 });
    expect(decision.explanation.map(({ rule }) => rule)).toEqual([...RULES]);
    expect(decision.explanation.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(decidingReason(decision)).toBeNull();
  });

  it('is the same whatever the settings of inventory and products', () => {
    const others: Partial<Settings> = {
      ...{ 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Hourly', 'inventory.mode': 'Overwrite' },
      ...{
        'inventory.joorWarehouse': 'West',
        'inventory.wmsWarehouses': ['WEST'],
        'inventory.minimumLevel': 5,
      },
      ...{
        'inventory.matchBy': 'Style',
        'inventory.cap': 0,
        'products.mapping': [{ to: 'upc', from: 'sku' }],
      },
    };
    for (const status of ORDER_STATUSES) {
      const order = anOrder({ status });
      expect(decide(order, aPolicy(others))).toEqual(decide(order, aPolicy()));
    }
  });

  it('has one rule per name of the contract', () => {
    expect(rules.map(([rule]) => rule)).toEqual([...RULES]);
  });

  it('is decided by the first rule that objects, and reports the others all the same', () => {
    const order = anOrder({ status: 'pending', customer: { code: '' }, lines: [] });
    const decision = decide(order, aPolicy({ 'joor.warehouseCode': 'WEST' }));
    expect([decision.outcome, decision.rule]).toEqual(['skip', 'order-status']);
    const objections = decision.explanation.filter(({ verdict }) => verdict !== 'pass');
    expect(objections.map(({ rule }) => rule)).toEqual([
      'order-status',
      'warehouse-code',
      'customer-code',
      'lines',
    ]);
    expect(decidingReason(decision)).toBe('the order is pending, Joor Order Status is Approved');
  });

  it('skips rather than holds when the skipping rule speaks first, and the other way round', () => {
    expect(outcomeOf({}, { customer: { code: '' }, lines: [] }).slice(0, 2)).toEqual([
      'skip',
      'customer-code',
    ]);
    const off = decide(anOrder({ status: 'pending' }), aPolicy({}, false));
    expect([off.outcome, off.rule]).toEqual(['hold', 'connection']);
  });
});

describe('Joor Order Status', () => {
  const delivered: Readonly<Record<Settings['joor.orderStatus'], readonly OrderStatus[]>> = {
    Notes: ['notes'],
    'Approved & Shipped': ['approved', 'shipped'],
    'Pending & Returned': ['pending', 'returned'],
    'All Orders & Notes': ['pending', 'approved', 'shipped', 'notes', 'returned'],
    Cancelled: ['cancelled'],
    Approved: ['approved'],
    Shipped: ['shipped'],
  };
  const options = Object.keys(delivered) as Settings['joor.orderStatus'][];
  const table = options.flatMap((option) => ORDER_STATUSES.map((status) => ({ option, status })));

  it.each(table)('$option with an order that is $status', ({ option, status }) => {
    const [outcome, rule] = outcomeOf({ 'joor.orderStatus': option }, { status });
    const wanted = delivered[option].includes(status);
    expect([outcome, rule]).toEqual(wanted ? ['deliver', null] : ['skip', 'order-status']);
  });

  it.each(table)('Deliver In-Progress Orders with $option and $status', ({ option, status }) => {
    const settings = { 'joor.orderStatus': option, 'orders.deliverInProgress': 'Yes' } as const;
    const [outcome] = outcomeOf(settings, { status });
    const counts = status === 'in_progress' && option === 'All Orders & Notes';
    expect(outcome).toBe(counts || delivered[option].includes(status) ? 'deliver' : 'skip');
  });

  it('is Approved unless set', () => {
    for (const status of ORDER_STATUSES) {
      expect(outcomeOf({}, { status })[0]).toBe(status === 'approved' ? 'deliver' : 'skip');
    }
  });

  it('says that an order in progress is waited for', () => {
    expect(outcomeOf({ 'joor.orderStatus': 'All Orders & Notes' }, { status: 'in_progress' })[2]).toBe(
      'the order is in_progress, Joor Order Status is All Orders & Notes; it waits until it is finished in JOOR',
    );
  });
});

describe('purity', () => {
  const text = fc.constantFrom('', 'A', 'a', ' ', 'EAST', 'east');
  const lines = fc.array(
    fc
      .record({
        quantity: fc.integer({ min: -2, max: 5 }),
        upc: text,
        styleNumber: text,
        colorCode: text,
        multiplier: fc.option(fc.integer({ min: 1, max: 12 })),
      })
      .map((overrides) => anOrderLine(overrides)),
    { maxLength: 4 },
  );
  const orders = fc
    .record({ status: fc.constantFrom(...ORDER_STATUSES), code: text, warehouse: text, lines })
    .map(({ status, code, warehouse, lines }) =>
      anOrder({ status, customer: { code }, warehouse: { code: warehouse }, lines }),
    );
  const settings = fc.record({
    'joor.warehouseCode': text,
    'joor.skipEmptyCustomerCode': fc.constantFrom('Yes', 'No'),
    'items.withoutCode': fc.constantFrom('Hold order', 'Drop line'),
    'items.code': fc.constantFrom('UPC, else style', 'UPC', 'Style'),
    'items.quantityUnit': fc.constantFrom('Units', 'Packs'),
    'items.filter': fc.record({
      mode: fc.constantFrom('Disabled', 'Blacklist', 'Whitelist'),
      level: fc.constantFrom('Filter Item', 'Filter Order'),
      codes: fc.array(text, { maxLength: 2 }),
    }),
  }) as fc.Arbitrary<Partial<Settings>>;

  const deepFrozen = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value;
    for (const part of Object.values(value)) deepFrozen(part);
    return Object.freeze(value);
  };

  it('gives the same answer to the same question and changes neither', () => {
    fc.assert(
      fc.property(orders, settings, (order, given) => {
        const policy = aPolicy(deepFrozen(given));
        const frozen = deepFrozen(order);
        expect(decide(frozen, policy)).toEqual(decide(structuredClone(order), policy));
      }),
    );
  });

  it('decides a line for each line of the order, in its order, and reports each rule once', () => {
    fc.assert(
      fc.property(orders, settings, (order, given) => {
        const decision = decide(order, aPolicy(given));
        expect(decision.lines.map(({ key }) => key)).toEqual(order.lines.map(({ key }) => key));
        expect(decision.explanation.map(({ rule }) => rule)).toEqual([...RULES]);
        expect(decision.explanation.every(({ text }) => text.length > 0)).toBe(true);
      }),
    );
  });

  it('names as decider the first report that objects, and delivers only without one', () => {
    fc.assert(
      fc.property(orders, settings, (order, given) => {
        const decision = decide(order, aPolicy(given));
        const first = decision.explanation.find(({ verdict }) => verdict !== 'pass');
        expect(decision.rule).toBe(first?.rule ?? null);
        expect(decision.outcome).toBe(first?.verdict ?? 'deliver');
      }),
    );
  });

  it('never delivers an order without a line of a positive quantity and, where lines are held, a code', () => {
    fc.assert(
      fc.property(orders, settings, (order, given) => {
        const decision = decide(order, aPolicy(given));
        if (decision.outcome !== 'deliver') return;
        const kept = decision.lines.filter(({ struckOut }) => struckOut === null);
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.every(({ quantity, itemCode }) => quantity > 0 && itemCode !== '')).toBe(true);
      }),
    );
  });
});
