import { Type } from '@sinclair/typebox';
import { choice } from './choice.js';
import { setting } from './declaration.js';

/** The five JOOR settings, as CartRover's JOOR page names them. */
export const joorSettings = {
  'joor.testMode': choice({
    title: 'Joor Test Mode',
    group: 'JOOR',
    default: 'Disabled',
    options: {
      Enabled: "Only JOOR's sandbox and the WMS's sandbox are spoken to, with their sandbox credentials.",
      Disabled: 'The production accounts are used.',
    },
    help: 'Tries the connection out without touching production. Where the WMS has no sandbox, each order records "would deliver" with the exact body instead of a request.',
  }),
  'joor.orderStatus': choice({
    title: 'Joor Order Status',
    group: 'JOOR',
    default: 'Approved',
    options: {
      Notes: 'Notes only.',
      'Approved & Shipped': 'Approved and shipped orders.',
      'Pending & Returned': 'Pending and returned orders.',
      'All Orders & Notes': 'Everything but cancelled orders.',
      Cancelled: 'Cancelled orders only.',
      Approved: 'Approved orders only.',
      Shipped: 'Shipped orders only.',
    },
    help: 'Which JOOR orders are delivered, by their status in JOOR.',
  }),
  'joor.warehouseCode': setting({
    title: 'Warehouse Code',
    group: 'JOOR',
    schema: Type.String({ maxLength: 100 }),
    default: '',
    help: 'Only orders of this JOOR warehouse are delivered; blank means all. Compared exactly, upper and lower case included, after spaces at the ends are removed. In JOOR: Account Settings, Order Settings, Warehouses. Must be filled in for inventory sync.',
  }),
  'joor.skipEmptyCustomerCode': choice({
    title: 'Skip Empty Customer Code',
    group: 'JOOR',
    default: 'Yes',
    options: {
      Yes: 'An order without a customer code is skipped.',
      No: 'An order without a customer code is delivered all the same.',
    },
    help: 'Skips orders without a valid customer record: those whose customer code is blank.',
  }),
  'joor.syncProductDetails': choice({
    title: 'Sync Product Details',
    group: 'JOOR',
    default: 'No',
    options: { Yes: 'Product details flow from the WMS to JOOR.', No: 'They do not.' },
    help: 'Sends product details of the WMS to JOOR. Needs a WMS with product detail pickup, and inventory to be on.',
    needs: [
      {
        values: ['Yes'],
        capability: 'productDetails',
        reason:
          'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.',
      },
      {
        values: ['Yes'],
        setting: 'inventory.schedule',
        not: 'Off',
        reason: 'Sync Product Details needs inventory to be on, and Inventory Schedule is Off.',
      },
    ],
  }),
} as const;
