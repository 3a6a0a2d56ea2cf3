import { decide } from '../decide/decide.js';
import { anEvent, aPolicy } from '../testing/orders.js';
import { deliverableOf } from './deliverable.js';

describe('deliverableOf', () => {
  it('carries the order as decided, under an id that lasts as long as the order', () => {
    const event = anEvent({ connectionId: 'con_9', orderId: '55', revision: 'rev-0001' });
    const settings = { 'shipping.methodMap': [{ joor: 'UPSG', wms: 'GROUND' }] };
    const decision = decide(event.order, aPolicy(settings));
    expect(deliverableOf(event, decision)).toEqual({
      externalId: 'con_9:55',
      connectionId: 'con_9',
      revision: 'rev-0001',
      order: event.order,
      shipMethod: 'GROUND',
      lines: decision.lines,
    });
    const changed = anEvent({ connectionId: 'con_9', orderId: '55', revision: 'rev-0002' });
    expect(deliverableOf(changed, decision).externalId).toBe('con_9:55');
  });
});
