import type { OrderRevised } from '@joor-bridge/contracts';
import type { Received } from '@joor-bridge/messaging';
import type { Router } from '../router.js';
import { aRecord } from '../testing/answers.js';
import { anEvent, bytesOf } from '../testing/orders.js';
import type { Candidate } from './order-intake.js';
import { OrdersConsumer } from './orders.consumer.js';

const received = (event: OrderRevised): Received<OrderRevised> => ({
  topic: 'joor.orders.v1',
  partition: 0,
  offset: 1n,
  key: `con_1:${event.order.orderId}`,
  event,
  bytes: bytesOf(event),
  timestamp: 0,
  headers: {},
  ...aRecord(),
});

function stage() {
  const considered: { candidates: readonly Candidate[]; trigger: string }[] = [];
  const intake = {
    consider: async (candidates: readonly Candidate[], trigger: string) => {
      considered.push({ candidates, trigger });
    },
  };
  return { considered, consumer: new OrdersConsumer({ intake } as unknown as Router) };
}

describe('OrdersConsumer', () => {
  it.each(['live', 'replayed'] as const)(
    '%s records are considered with their bytes and their answer',
    async (lane) => {
      const { considered, consumer } = stage();
      const record = received(anEvent({ orderId: '7' }));
      await consumer[lane]([record]);
      expect(considered).toMatchObject([{ trigger: lane === 'live' ? 'live' : 'replay' }]);
      expect(considered[0]?.candidates[0]?.record).toBe(record);
      expect(considered[0]?.candidates[0]).toMatchObject({ event: record.event, bytes: record.bytes });
    },
  );

  it('leaves a group to the runtime that could not be considered', async () => {
    const intake = { consider: () => Promise.reject(new Error('no ledger')) };
    const consumer = new OrdersConsumer({ intake } as unknown as Router);
    await expect(consumer.live([])).rejects.toThrow('no ledger');
  });
});
