import { addDecimals } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { aDeliverable, linesWorth, struckOut } from '../testing/deliverable.js';
import { orderBody } from './order-body.js';

it('is the order in our vocabulary', () => {
  const body = orderBody(aDeliverable());
  expect(body).toMatchObject({
    externalId: 'con_1:100001',
    revision: 'a1b2c3d4e5f60718',
    orderNumber: '100001',
    purchaseOrder: 'PO-100001',
    status: 'approved',
    orderType: { name: 'Initial', code: 'INIT' },
    createdAt: '2026-11-02T09:00:00Z',
    approvedAt: '2026-11-03T10:00:00Z',
    shipStart: '2027-01-15',
    cancelAfter: '2027-02-15',
    customer: { code: 'C-1001', name: 'Maison Lumière', groupCode: 'BTQ', buyer: 'Claire Petit' },
    shipTo: { name: 'Maison Lumière', line1: '12 rue du Temple', city: 'Paris', countryIso3: 'FRA' },
    billTo: { code: 'SHOP-1' },
    shipMethod: 'UPS Ground',
    terms: { name: 'Net 30', code: 'NET30' },
    warehouse: { name: 'East', code: 'EAST' },
    currency: 'USD',
    totals: { lines: '400.00', discount: '0.00', shipping: '0.00', order: '400.00' },
  });
  expect(body.lines).toEqual([
    {
      line: 1,
      lineKey: '7001|Ivory|S|',
      itemCode: '812345670011',
      upc: '812345670011',
      styleNumber: 'LS-100',
      styleName: 'Linen Shirt',
      styleIdentifier: 'LS-100',
      color: 'Ivory',
      colorCode: 'IVO',
      size: 'S',
      sizeCode: 'S',
      quantity: 10,
      unitPrice: '40.00',
      lineTotal: '400.00',
      retailPrice: '95.00',
      doorId: '',
      comment: '',
    },
  ]);
});

it('carries what was decided, not what JOOR said: item code, quantity, ship method', () => {
  const { order, ...deliverable } = aDeliverable();
  const [line] = deliverable.lines;
  if (!line) throw new Error('no line');
  const decided = { ...line, itemCode: 'LS-100-IVO-S', quantity: 60 };
  const body = orderBody({ ...deliverable, order, shipMethod: 'DHL', lines: [decided] });
  expect(body.shipMethod).toBe('DHL');
  expect(body.lines[0]).toMatchObject({ itemCode: 'LS-100-IVO-S', quantity: 60 });
});

it('never holds a struck-out line, and totals what it holds', () => {
  const cents = fc.integer({ min: 0, max: 10_000_000 }).map((amount) => (amount / 100).toFixed(2));
  const line = fc.record({ total: cents, out: fc.boolean() });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const order = aDeliverable({ order: { lines: linesWorth(...lines.map(({ total }) => total)) } });
      const body = orderBody(struckOut(order, ...lines.flatMap(({ out }, at) => (out ? [at + 1] : []))));
      const kept = lines.filter(({ out }) => !out).map(({ total }) => total);
      expect(body.lines.map(({ lineTotal }) => lineTotal)).toEqual(kept);
      expect(body.totals.lines).toBe(addDecimals(kept));
    }),
  );
});

it('survives JSON unchanged: money stays text', () => {
  const body = orderBody(aDeliverable({ order: { total: '999999999999999.999999' } }));
  expect(JSON.parse(JSON.stringify(body))).toEqual(body);
});
