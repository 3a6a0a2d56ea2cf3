import {
  type Address,
  type Order,
  type OrderLine,
  type OrderRevised,
  orderRevised,
} from '@joor-bridge/contracts';
import { type Overrides, overlay } from './overrides.js';

const address = (): Address => ({
  code: 'SHOP-1',
  name: 'Maison Lumière',
  phone: '+33 1 42 00 00 00',
  email: 'buying@maison-lumiere.example',
  line1: '12 rue du Temple',
  line2: '',
  city: 'Paris',
  region: '',
  postalCode: '75004',
  country: 'France',
  countryIso2: 'FR',
  countryIso3: 'FRA',
});

const nothing = () => ({ name: '', code: '' });

/** A line of 10 units of a shirt at 40.00, valid by contract. */
export const anOrderLine = (overrides: Overrides<OrderLine> = {}): OrderLine =>
  overlay<OrderLine>(
    {
      key: '7001|Ivory|S|',
      styleId: '7001',
      styleName: 'Linen Shirt',
      styleNumber: 'LS-100',
      styleIdentifier: 'LS-100',
      colorName: 'Ivory',
      colorCode: 'IVO',
      sizeName: 'S',
      sizeCode: 'S',
      upc: '812345670011',
      quantity: 10,
      multiplier: null,
      unitPrice: '40.00',
      price: '40.00',
      priceAdjustment: '0.00',
      priceExtended: '400.00',
      retailPrice: '95.00',
      comment: '',
      colorComment: '',
      doorId: '',
      tags: [],
    },
    overrides,
  );

/** An approved order of one line by a customer with a code, valid by contract: delivered under default settings. */
export const anOrder = (overrides: Overrides<Order> = {}): Order =>
  overlay<Order>(
    {
      orderId: '100001',
      status: 'approved',
      type: { name: 'Initial', code: 'INIT' },
      purchaseOrder: 'PO-100001',
      integrationPurchaseOrder: '',
      currency: 'USD',
      currencyRetail: 'USD',
      priceLabel: 'US Dollar',
      total: '400.00',
      discount: '0.00',
      discountPercent: '0',
      shippingTotal: '0.00',
      source: 'JOOR',
      seasonCode: 'SS27',
      event: nothing(),
      lineSheet: { name: 'Spring 27', code: 'SP27' },
      createdAt: '2026-11-02T09:00:00Z',
      approvedAt: '2026-11-03T10:00:00Z',
      modifiedAt: '2026-11-03T10:00:00Z',
      shipStart: '2027-01-15',
      shipEnd: '2027-02-15',
      salesRep: { name: 'Dana Reyes', code: 'DR' },
      customer: {
        code: 'C-1001',
        name: 'Maison Lumière',
        groupName: 'Boutiques',
        groupCode: 'BTQ',
        buyerName: 'Claire Petit',
        taxIdLabel: '',
        taxIdNumber: '',
      },
      company: { name: 'Atelier Nord', code: 'AN' },
      shipTo: address(),
      billTo: address(),
      shippingMethod: { name: 'UPS Ground', code: 'UPSG' },
      paymentMethod: { name: 'Net 30', code: 'NET30' },
      warehouse: { name: 'East', code: 'EAST' },
      comments: '',
      internalComments: '',
      createdBy: { username: 'dana', email: 'dana@atelier-nord.example' },
      personal: false,
      divisions: [],
      doors: [],
      lines: [anOrderLine()],
    },
    overrides,
  );

/** The event that carries {@link anOrder}; the contract is checked, so an override cannot make it invalid. */
export const anOrderRevised = (overrides: Overrides<OrderRevised> = {}): OrderRevised =>
  orderRevised.parse(
    overlay<OrderRevised>(
      {
        connectionId: 'con_1',
        workspaceId: 'wsp_1',
        revision: 'a1b2c3d4e5f60718',
        observedAt: '2026-11-03T10:01:00Z',
        order: anOrder(),
      },
      overrides,
    ),
  );
