import { joorSettings } from './joor-settings.js';

/** Title, default and options as CartRover's page on JOOR lists them. */
const DOCUMENTED = [
  ['joor.testMode', 'Joor Test Mode', 'Disabled', ['Enabled', 'Disabled']],
  [
    'joor.orderStatus',
    'Joor Order Status',
    'Approved',
    [
      'Notes',
      'Approved & Shipped',
      'Pending & Returned',
      'All Orders & Notes',
      'Cancelled',
      'Approved',
      'Shipped',
    ],
  ],
  ['joor.warehouseCode', 'Warehouse Code', '', undefined],
  ['joor.skipEmptyCustomerCode', 'Skip Empty Customer Code', 'Yes', ['Yes', 'No']],
  ['joor.syncProductDetails', 'Sync Product Details', 'No', ['Yes', 'No']],
] as const;

describe('the JOOR settings', () => {
  it('are five, in the order documented', () => {
    expect(Object.keys(joorSettings)).toEqual(DOCUMENTED.map(([key]) => key));
  });

  it.each(DOCUMENTED)('%s is %s with default %p', (key, title, byDefault, options) => {
    const declaration = joorSettings[key];
    expect(declaration.title).toBe(title);
    expect(declaration.default).toBe(byDefault);
    expect(declaration.group).toBe('JOOR');
    expect(declaration.options && Object.keys(declaration.options)).toEqual(options);
  });

  it('tell that a blank warehouse code means all, and where to find the codes', () => {
    const { help } = joorSettings['joor.warehouseCode'];
    expect(help).toContain('blank means all');
    expect(help).toContain('Account Settings, Order Settings, Warehouses');
    expect(help).toContain('Must be filled in for inventory sync');
  });

  it('let product details be synchronised only with a WMS that picks them up, and with inventory on', () => {
    expect(joorSettings['joor.syncProductDetails'].needs).toMatchObject([
      { capability: 'productDetails', values: ['Yes'] },
      { setting: 'inventory.schedule', not: 'Off', values: ['Yes'] },
    ]);
    const others = DOCUMENTED.slice(0, 4).map(([key]) => joorSettings[key].needs);
    expect(others).toEqual([undefined, undefined, undefined, undefined]);
  });
});
