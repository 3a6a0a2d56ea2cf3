import { orderOutcome } from '@joor-bridge/contracts';
import { decide } from '../decide/decide.js';
import { aJob, aResult, parkedFate } from '../testing/answers.js';
import { anEntry, anEvent, aPolicy, parkedStart } from '../testing/orders.js';
import { outboxRowOf, outcomeOfEntry, outcomeOfResult, stateOf, toRecord } from './outcome.js';

const NOW = new Date('2026-11-03T10:05:00Z');
const event = anEvent({ orderId: '7', revision: 'rev-0007' });
const decided = (settings: Parameters<typeof aPolicy>[0], enabled = true) =>
  decide(event.order, aPolicy(settings, enabled, 3));

describe('the outcome of an order that comes', () => {
  it('names the order, its revision and the moment, and fits its contract', () => {
    const outcome = outcomeOfEntry(anEntry(event), NOW);
    expect(orderOutcome.parse(outcome)).toMatchObject({
      connectionId: 'con_1',
      workspaceId: 'wsp_1',
      orderId: '7',
      revision: 'rev-0007',
      modifiedAt: event.order.modifiedAt,
      wmsOrderId: null,
      at: '2026-11-03T10:05:00.000Z',
    });
  });

  it.each([
    [
      { code: 'EAST', name: 'East' },
      { code: 'EAST', name: 'East' },
    ],
    [
      { code: '', name: 'East' },
      { code: '', name: 'East' },
    ],
    [
      { code: 'EAST', name: '' },
      { code: 'EAST', name: '' },
    ],
    [{ code: '', name: '' }, null],
  ])('names the warehouse %j as %j', (warehouse, told) => {
    expect(outcomeOfEntry(anEntry(anEvent({ order: { warehouse } })), NOW).warehouse).toEqual(told);
  });

  it.each([
    ['cancelled', true],
    ['approved', false],
  ] as const)('that is %s says so, and that nothing was delivered', (status, cancelledInJoor) => {
    const entry = anEntry(anEvent({ order: { status } }), { start: null });
    expect(outcomeOfEntry(entry, NOW)).toMatchObject({ cancelledInJoor, deliveredAt: null, lines: [] });
  });

  it('waits for settings', () => {
    expect(outcomeOfEntry(anEntry(event, { decision: null, start: null }), NOW)).toMatchObject({
      state: 'waiting',
      rule: null,
      reason: "the connection's settings have not arrived yet",
      settingsVersion: 0,
    });
  });

  it('is skipped or held with the rule and its sentence', () => {
    const skipped = anEntry(event, { decision: decided({ 'joor.orderStatus': 'Shipped' }), start: null });
    expect(outcomeOfEntry(skipped, NOW)).toMatchObject({
      state: 'skipped',
      rule: 'order-status',
      reason: 'the order is approved, Joor Order Status is Shipped',
      settingsVersion: 3,
    });
    const held = anEntry(event, { decision: decided({}, false), start: null });
    expect(outcomeOfEntry(held, NOW)).toMatchObject({ state: 'held', rule: 'connection' });
  });

  it('is parked with what it waits for, or only rendered', () => {
    const parked = anEntry(event, { start: parkedStart(0, 'the WMS does not take orders at the moment') });
    expect(outcomeOfEntry(parked, NOW)).toMatchObject({
      state: 'parked',
      rule: null,
      reason: 'the WMS does not take orders at the moment',
    });
    const rendered = anEntry(event, { start: { state: 'would-deliver', testMode: true, body: '{}' } });
    expect(outcomeOfEntry(rendered, NOW)).toMatchObject({ state: 'would-deliver', reason: null });
  });
});

describe('the outcome of an attempt', () => {
  const job = aJob({ settingsVersion: 9 }, event);

  it('is where the attempt left the delivery', () => {
    expect(outcomeOfResult(job, aResult(job), NOW)).toMatchObject({
      orderId: '7',
      revision: 'rev-0007',
      state: 'delivered',
      wmsOrderId: 'W-1',
      settingsVersion: 9,
      modifiedAt: event.order.modifiedAt,
    });
  });

  it('names what the WMS took, and when', () => {
    expect(outcomeOfResult(job, aResult(job), NOW)).toMatchObject({
      deliveredAt: '2026-11-03T10:05:00.000Z',
      lines: [{ itemCode: '812345670011', quantity: 10 }],
      warehouse: { code: 'EAST', name: 'East' },
      cancelledInJoor: false,
    });
  });

  it.each(['parked', 'failed'] as const)('that was %s took nothing', (state) => {
    const outcome = outcomeOfResult(job, aResult(job, { state }), NOW);
    expect(outcome).toMatchObject({ deliveredAt: null, lines: [] });
    expect(orderOutcome.parse(outcome)).toBeDefined();
  });

  it('that has to wait says for what', () => {
    const parked = aResult(job, parkedFate(), { wmsOrderId: null });
    expect(outcomeOfResult(job, parked, NOW)).toMatchObject({
      state: 'parked',
      reason: 'HTTP 503',
      wmsOrderId: null,
    });
  });
});

describe('stateOf', () => {
  it.each([
    ['wait', 'waiting'],
    ['skip', 'skipped'],
    ['hold', 'held'],
    ['deliver', 'parked'],
  ] as const)('%s is %s', (outcome, state) => {
    expect(stateOf(outcome)).toBe(state);
  });
});

describe('toRecord', () => {
  it('is keyed by order, so that outcomes of one order stay in order', () => {
    const outcome = outcomeOfEntry(anEntry(event), NOW);
    expect(toRecord(outcome)).toEqual({
      key: 'con_1:7',
      type: 'order.outcome.v1',
      subject: '7',
      value: outcome,
    });
  });
});

describe('outboxRowOf', () => {
  it('is the same for the outbox, with the topic by its plain name', () => {
    const outcome = outcomeOfEntry(anEntry(event), NOW);
    expect(outboxRowOf(outcome)).toEqual({
      topic: 'orders.outcomes.v1',
      key: 'con_1:7',
      type: 'order.outcome.v1',
      value: outcome,
    });
  });
});
