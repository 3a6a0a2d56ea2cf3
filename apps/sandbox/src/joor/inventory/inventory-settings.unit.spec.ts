import { INVENTORY_DEFAULTS, readInventorySettings } from './inventory-settings.js';

const read = (value: unknown, base = INVENTORY_DEFAULTS) => readInventorySettings(value, base);

describe('readInventorySettings', () => {
  it('has the warehouses of generated orders', () => {
    expect(INVENTORY_DEFAULTS.warehouses).toEqual(['East', 'West', 'Default']);
  });

  it('changes what is named and keeps the rest', () => {
    const changed = read({ warehouses: ['Main'], failing: ['1'], shape: 'list' });
    expect(changed).toEqual({ ...INVENTORY_DEFAULTS, warehouses: ['Main'], failing: ['1'], shape: 'list' });
    expect(read({ failShare: 0.5 }, changed)).toMatchObject({ warehouses: ['Main'], failShare: 0.5 });
  });

  it('sets and lifts the item limit', () => {
    const limited = read({ itemLimit: 3 });
    expect(read({}, limited).itemLimit).toBe(3);
    expect(read({ itemLimit: null }, limited).itemLimit).toBeNull();
  });

  it.each([
    [{ unknownWarehouse: 'drop' }, 'one of fail, lose, make'],
    [{ warehouses: 'East' }, 'warehouses must be an array'],
    [{ failShare: -1 }, 'from 0 to 1'],
    [{ itemLimit: 0 }, 'from 1'],
    [{ warehouse: 'East' }, 'unknown warehouse'],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
