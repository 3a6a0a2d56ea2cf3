import { defaultSettings, type Settings } from '@joor-bridge/contracts';
import { targetOf } from './target.js';

const settings = (code: string, name: string): Settings => ({
  ...defaultSettings(),
  'joor.warehouseCode': code,
  'inventory.joorWarehouse': name,
});

describe('the JOOR warehouse', () => {
  it.each([
    ['set by hand', settings('EAST', ' Main '), 'Learnt', 'Main'],
    ['learnt from orders', settings('EAST', ' '), ' Learnt ', 'Learnt'],
    ['set by hand where none was learnt', settings('EAST', 'Main'), null, 'Main'],
  ])('is %s', (_case, given, learnt, warehouse) => {
    expect(targetOf(given, learnt)).toEqual({ warehouse, obstacle: null });
  });

  it('is never guessed', () => {
    expect(targetOf(settings('EAST', ''), null)).toEqual({
      warehouse: null,
      obstacle: expect.stringMatching(
        /^The name of JOOR's warehouse EAST is not known: .* enter JOOR Warehouse Name\.$/,
      ),
    });
    expect(targetOf(settings('EAST', ''), '  ').obstacle).not.toBeNull();
  });

  it('takes a Warehouse Code, whatever name is set', () => {
    expect(targetOf(settings(' ', 'Main'), 'Learnt').obstacle).toMatch(/^Warehouse Code is blank/);
  });
});
