import { BY_STYLE, inventoryStage, ROW, UPC } from '../../testing/inventory-stage.js';
import type { InventorySettings } from './inventory-settings.js';

describe('overwrite=1', () => {
  const filled = (settings: Partial<InventorySettings> = {}) => {
    const made = inventoryStage(settings);
    made.send([ROW, BY_STYLE, { ...ROW, warehouse: 'West', inventory: 3 }, { ...ROW, upc: '600000000002' }]);
    return made;
  };
  const mtoOf = ({ account, skuId }: ReturnType<typeof inventoryStage>, name: string) =>
    account.stock.isMadeToOrder(skuId(name));

  it('clears the warehouses it names, and makes to order what it leaves out', () => {
    const made = filled();
    made.send([{ ...ROW, inventory: 9 }], 'overwrite=1');
    expect(['DRS-1-BLK-S', 'DRS-1-BLK-M', 'DRS-1-NVY-M'].map(made.has)).toEqual([12, null, null]);
    expect(['DRS-1-BLK-S', 'DRS-1-BLK-M', 'DRS-1-NVY-S'].map((name) => mtoOf(made, name))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves the other warehouses alone, or clears them too when told so', () => {
    const rows = [{ ...ROW, warehouse: 'West', inventory: 1 }];
    const named = filled();
    named.send(rows, 'overwrite=1');
    expect([named.has('DRS-1-BLK-S'), named.has('DRS-1-NVY-M')]).toEqual([6, 7]);
    const all = filled({ overwriteScope: 'account' });
    all.send(rows, 'overwrite=1');
    expect([all.has('DRS-1-BLK-S'), all.has('DRS-1-NVY-M')]).toEqual([1, null]);
  });

  it('wipes the earlier part of itself when it is sent in parts', () => {
    const made = inventoryStage();
    made.send([ROW], 'overwrite=1');
    made.send([BY_STYLE], 'overwrite=1');
    expect([made.has('DRS-1-BLK-S'), made.has('DRS-1-NVY-M')]).toEqual([null, 7]);
  });

  it('clears what a refused row would have kept', () => {
    const made = filled();
    made.send(
      [
        { ...ROW, inventory: -1 },
        { ...ROW, upc: '600000000002' },
      ],
      'overwrite=1',
    );
    expect([made.has('DRS-1-BLK-S'), made.has('DRS-1-BLK-M')]).toEqual([3, 5]);
  });

  it('is not what an update does', () => {
    const made = filled();
    made.send([{ ...ROW, inventory: 9 }], 'overwrite=0');
    expect(made.has('DRS-1-NVY-M')).toBe(7);
    expect(mtoOf(made, 'DRS-1-NVY-S')).toBe(false);
  });
});

describe('dec_pending=1', () => {
  const pending = { order_id: 1, order_type: '3', line_items: [{ item_upc: UPC, item_quantity: 2 }] };

  it('takes units of pending orders off what is there now, not below zero', () => {
    const { send, has, account } = inventoryStage();
    account.put(pending);
    send([ROW], 'dec_pending=1');
    expect(has('DRS-1-BLK-S')).toBe(3);
    send([{ ...ROW, inventory: 1 }], 'dec_pending=1');
    expect(has('DRS-1-BLK-S')).toBe(0);
  });

  it('leaves what is to come alone, and is not the default', () => {
    const { send, has, account, skuId } = inventoryStage();
    account.put(pending);
    send([{ ...ROW, inventory_date: '2027-03-01' }], 'dec_pending=1');
    expect(account.stock.of(skuId('DRS-1-BLK-S'))[0]?.quantity).toBe(5);
    send([ROW]);
    expect(has('DRS-1-BLK-S')).toBe(5);
  });
});

describe('made_to_order', () => {
  it('clears the figure of the SKU', () => {
    const { send, has, account, skuId } = inventoryStage();
    send([ROW]);
    send([{ ...ROW, inventory: 0, made_to_order: true }]);
    expect([has('DRS-1-BLK-S'), account.stock.isMadeToOrder(skuId('DRS-1-BLK-S'))]).toEqual([null, true]);
    send([{ ...ROW, made_to_order: false }]);
    expect(has('DRS-1-BLK-S')).toBe(5);
  });
});
