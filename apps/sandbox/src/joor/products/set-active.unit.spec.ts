import { DRESS, newAccount, v4Stage } from '../../testing/v4-stage.js';
import { updateSku } from './skus.js';

const line = (color: string, size: string, number: string = DRESS.number) => ({
  item_number: number,
  item_color_code: color,
  item_size: size,
});
const ordered = (status: string, ...lines: readonly object[]) => ({ order_type: status, line_items: lines });

/** The dress, ordered in several ways, and a switch for one of its SKUs. */
function stageWith(
  ...orders: readonly { readonly order_type: string; readonly line_items: readonly object[] }[]
) {
  const account = newAccount();
  for (const [index, order] of orders.entries()) account.put({ order_id: index + 1, ...order });
  const stage = v4Stage({}, account);
  const switchSku = (name: string, color?: string, size?: string) => {
    const sku = stage.catalogue.skus.find(name);
    const traits = [
      { trait_name: 'Color', value: sku?.color.name, external_id: sku?.color.code, status: color },
      { trait_name: 'Size', value: sku?.size.name, status: size },
    ];
    return stage.post('skus', updateSku, [{ id: sku?.id, trait_values: traits }]);
  };
  return { account, switchSku };
}

describe('INACTIVE', () => {
  it('counts open orders that the colour is taken out of, the approved ones among them', () => {
    const { account, switchSku } = stageWith(
      ordered('4', line('BLK', 'S'), line('BLK', 'M'), line('NVY', 'S')),
      ordered('3', line('BLK', 'S')),
      ordered('5', line('BLK', 'S')),
      ordered('0', line('BLK', 'S')),
      ordered('4', line('NVY', 'S')),
      ordered('4', line('BLK', 'S', 'OTHER')),
    );
    switchSku('DRS-1-BLK-S', 'INACTIVE');
    expect(account.deactivations).toEqual({ count: 1, orders: 2, approvedOrders: 1, lines: 3 });
  });

  it('counts a size in the same way', () => {
    const { account, switchSku } = stageWith(
      ordered('4', line('BLK', 'S'), line('NVY', 'S'), line('NVY', 'M')),
    );
    switchSku('DRS-1-BLK-S', 'ACTIVE', 'INACTIVE');
    expect(account.deactivations).toEqual({ count: 1, orders: 1, approvedOrders: 1, lines: 2 });
  });

  it('counts a colour once, though two of its SKUs say so', () => {
    const { account, switchSku } = stageWith(ordered('4', line('BLK', 'S')));
    switchSku('DRS-1-BLK-S', 'INACTIVE');
    switchSku('DRS-1-BLK-M', 'INACTIVE');
    expect(account.deactivations).toMatchObject({ count: 1, orders: 1 });
  });

  it('can be taken back, and then counts anew', () => {
    const { account, switchSku } = stageWith(ordered('4', line('BLK', 'S')));
    switchSku('DRS-1-BLK-S', 'INACTIVE');
    switchSku('DRS-1-BLK-S', 'ACTIVE');
    expect(account.catalogue.skus.find('DRS-1-BLK-M')?.color.active).toBe(true);
    switchSku('DRS-1-BLK-S', 'INACTIVE');
    expect(account.deactivations.count).toBe(2);
  });

  it('is nothing where the status is not given, and bears orders that cannot be read', () => {
    const { account, switchSku } = stageWith();
    account.put('not an order');
    account.put({ order_id: 9, order_type: '4', line_items: 'none' });
    account.put({ order_id: 10, order_type: '4', line_items: [null, 'x'] });
    switchSku('DRS-1-BLK-S');
    expect(account.deactivations.count).toBe(0);
    switchSku('DRS-1-BLK-S', 'INACTIVE');
    expect(account.deactivations).toEqual({ count: 1, orders: 0, approvedOrders: 0, lines: 0 });
  });
});
