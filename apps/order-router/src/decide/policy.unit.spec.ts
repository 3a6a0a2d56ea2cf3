import { ORDER_STATUSES, settingDeclarations } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { aPolicy } from '../testing/orders.js';
import { policyOf, STATUSES_OF } from './policy.js';

describe('policyOf', () => {
  it('carries what decisions have to name', () => {
    const policy = policyOf(aConnectionSnapshot({ version: 12, enabled: false }));
    expect(policy).toMatchObject({ version: 12, enabled: false });
    expect(policy.settings).toEqual(aConnectionSnapshot().settings);
  });

  it('knows the statuses of every option that the setting has', () => {
    const options = Object.keys(STATUSES_OF).sort();
    const declared = settingDeclarations['joor.orderStatus'].schema.anyOf.map(
      (option: { const: string }) => option.const,
    );
    expect(options).toEqual([...declared].sort());
  });

  it('leaves no status without an option but in progress, which has a setting of its own', () => {
    const covered = new Set(Object.values(STATUSES_OF).flat());
    expect(ORDER_STATUSES.filter((status) => !covered.has(status))).toEqual(['in_progress']);
    const all = aPolicy({ 'joor.orderStatus': 'All Orders & Notes', 'orders.deliverInProgress': 'Yes' });
    expect([...all.statuses].sort()).toEqual(
      ORDER_STATUSES.filter((status) => status !== 'cancelled').sort(),
    );
  });

  it('does not let one policy change what the next starts from', () => {
    aPolicy({ 'joor.orderStatus': 'All Orders & Notes', 'orders.deliverInProgress': 'Yes' });
    expect(aPolicy({ 'joor.orderStatus': 'All Orders & Notes' }).statuses.has('in_progress')).toBe(false);
  });

  it('trims and folds what is compared so', () => {
    const policy = aPolicy({
      'joor.warehouseCode': '  EAST ',
      'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: [' AbC ', ''] },
      'shipping.methodMap': [{ joor: ' UPS Ground ', wms: ' Ground ' }],
    });
    expect(policy.warehouseCode).toBe('EAST');
    expect([...policy.itemFilter.codes]).toEqual(['abc', '']);
    expect([...policy.shipMethods]).toEqual([['ups ground', ' Ground ']]);
  });

  it('makes the filters ready in their order', () => {
    const filters = [
      { field: 'currency', mode: 'Required', match: 'full', values: ['EUR'] },
      { field: 'source', mode: 'Restricted', match: 'ends with', values: ['X'] },
    ] as const;
    const policy = aPolicy({ 'orders.filters': filters.map((one) => ({ ...one, values: [...one.values] })) });
    expect(policy.filters.map(({ filter }) => filter.field)).toEqual(['currency', 'source']);
  });
});
