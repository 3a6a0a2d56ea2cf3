import { orderKey } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { orderNumber } from './order-number.js';

it.each([
  ['JOOR-', 'con_1:10000224', 'JOOR-10000224'],
  ['', 'con_1:TEST-7', 'TEST-7'],
  ['JOOR-', 'con_1:A:1', 'JOOR-A:1'],
  ['JOOR-', 'con_1:B:1', 'JOOR-B:1'],
])('%j and %s make %s', (prefix, externalId, number) => {
  expect(orderNumber(prefix, externalId)).toBe(number);
});

it("is another for each of a connection's orders", () => {
  const orderId = fc.stringMatching(/^[!-~]{1,12}$/);
  fc.assert(
    fc.property(orderId, orderId, (one, other) => {
      const [first, second] = [one, other].map((id) => orderNumber('JOOR-', orderKey('con_1', id)));
      expect(first === second).toBe(one === other);
    }),
  );
});
