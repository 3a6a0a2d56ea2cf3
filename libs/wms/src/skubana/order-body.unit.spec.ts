import fc from 'fast-check';
import { readOptions } from '../options.js';
import { aDeliverable, linesWorth, struckOut } from '../testing/deliverable.js';
import { SkubanaOptions } from './options.js';
import { orderBody } from './order-body.js';

const options = (more: Partial<SkubanaOptions> = {}) =>
  readOptions(SkubanaOptions, { salesChannelId: 4711, ...more });
const usd = (amount: number) => ({ amount, currency: 'USD' });

it('has every field that the create call or the form of the vendor demands', () => {
  expect(orderBody(aDeliverable(), options())).toEqual({
    salesChannelId: 4711,
    orderNumber: 'JOOR-100001',
    orderDate: '2026-11-02T09:00:00Z',
    paymentDate: '2026-11-03T10:00:00Z',
    holdUntilDate: '2027-01-15T00:00:00Z',
    shipByDate: '2027-01-15T00:00:00Z',
    receiveByDate: '2027-02-15T00:00:00Z',
    shipName: 'Maison Lumière',
    shipCompany: 'Maison Lumière',
    shipEmail: 'buying@maison-lumiere.example',
    shipPhone: '+33 1 42 00 00 00',
    shipAddress1: '12 rue du Temple',
    shipAddress2: '',
    shipCity: 'Paris',
    shipState: '',
    shipZipCode: '75004',
    shipCountry: 'FRA',
    requestedShippingService: 'UPS Ground',
    insuranceCost: usd(0),
    insuredValue: usd(0),
    confirmationCost: usd(0),
    shippingCost: usd(0),
    discount: usd(0),
    orderTotal: usd(400),
    amountPaid: usd(0),
    notesFromBuyer: '',
    internalNotes: 'JOOR order 100001, customer C-1001, terms Net 30, cancel after 2027-02-15',
    customField1: 'PO-100001',
    customField2: '2027-02-15',
    suppressChannelUpdate: false,
    orderItems: [
      {
        listingSku: '812345670011',
        listingName: 'Linen Shirt Ivory S',
        quantityOrdered: 10,
        unitPrice: usd(40),
        tax: usd(0),
        discount: usd(0),
        notes: 'JOOR line 1',
      },
    ],
  });
});

it('cuts parts of a second, which Skubana does not take', () => {
  const order = { createdAt: '2026-11-02T09:00:00.123456Z', approvedAt: null };
  expect(orderBody(aDeliverable({ order }), options())).toMatchObject({
    orderDate: '2026-11-02T09:00:00Z',
    paymentDate: '2026-11-02T09:00:00Z',
  });
});

it('leaves out dates that JOOR does not give', () => {
  const body = orderBody(aDeliverable({ order: { shipStart: null, shipEnd: null } }), options());
  for (const field of ['holdUntilDate', 'shipByDate', 'receiveByDate', 'customField2']) {
    expect(body).not.toHaveProperty(field);
  }
});

it('obeys its options', () => {
  const body = orderBody(
    aDeliverable(),
    options({
      orderNumberPrefix: 'W',
      purchaseOrderField: 'customField3',
      cancelDateField: 'none',
      startShipDate: 'holdUntilDate',
      markPaid: false,
    }),
  );
  expect(body).toMatchObject({ orderNumber: 'W100001', customField3: 'PO-100001' });
  for (const field of ['customField1', 'customField2', 'shipByDate', 'paymentDate']) {
    expect(body).not.toHaveProperty(field);
  }
});

it.each([
  [{ countryIso3: 'USA', countryIso2: 'US' }, 'USA'],
  [{ countryIso3: '', countryIso2: 'US' }, 'US'],
  [{ countryIso3: '', countryIso2: '', country: 'Utopia' }, 'Utopia'],
])('names the country the best it can: %j', (shipTo, shipCountry) => {
  expect(orderBody(aDeliverable({ order: { shipTo } }), options())).toMatchObject({ shipCountry });
});

it('ships to the customer when the address has no name', () => {
  const order = { shipTo: { name: '' }, customer: { name: 'Galerie Nord' } };
  expect(orderBody(aDeliverable({ order }), options())).toMatchObject({ shipName: 'Galerie Nord' });
});

it('never holds a struck-out line, and takes it off the total, exactly', () => {
  const cents = fc.integer({ min: 0, max: 10_000_000 });
  const line = fc.record({ cents, out: fc.boolean() });
  const money = (amount: number) => (amount / 100).toFixed(2);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 40 }), (lines) => {
      const sum = (of: typeof lines) => of.reduce((total, each) => total + each.cents, 0);
      const order = {
        lines: linesWorth(...lines.map((each) => money(each.cents))),
        total: money(sum(lines)),
      };
      const struck = lines.flatMap(({ out }, at) => (out ? [at + 1] : []));
      const body = orderBody(struckOut(aDeliverable({ order }), ...struck), options());
      const kept = lines.filter(({ out }) => !out);
      expect(body.orderItems).toHaveLength(kept.length);
      expect(Math.round(body.orderTotal.amount * 100)).toBe(sum(kept));
    }),
  );
});

it('prints an amount as the decimal it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 14 }), (amount) => {
      const total = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
      const printed = JSON.stringify(
        orderBody(aDeliverable({ order: { total } }), options()).orderTotal.amount,
      );
      expect(printed).toBe(total.replace(/\.00$/, '').replace(/(\.\d)0$/, '$1'));
    }),
  );
});
