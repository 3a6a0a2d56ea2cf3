import { aConnection } from '../testing/orders.js';
import { Policies } from './connections.js';

describe('Policies', () => {
  it('makes a policy once per version of a connection', () => {
    const policies = new Policies();
    const first = policies.policyFor(aConnection('con_1', { 'joor.warehouseCode': 'EAST' }));
    expect(policies.policyFor(aConnection('con_1', { 'joor.warehouseCode': 'other' }))).toBe(first);
    expect(first.warehouseCode).toBe('EAST');
    const second = policies.policyFor(aConnection('con_1', { 'joor.warehouseCode': 'WEST' }, { version: 2 }));
    expect([second.version, second.warehouseCode]).toEqual([2, 'WEST']);
  });

  it('keeps connections apart', () => {
    const policies = new Policies();
    const one = policies.policyFor(aConnection('con_1', { 'joor.warehouseCode': 'EAST' }));
    const two = policies.policyFor(aConnection('con_2', { 'joor.warehouseCode': 'WEST' }));
    expect([one.warehouseCode, two.warehouseCode]).toEqual(['EAST', 'WEST']);
  });

  it('serves a version that comes back', () => {
    const policies = new Policies();
    policies.policyFor(aConnection('con_1', {}, { version: 2 }));
    expect(policies.policyFor(aConnection('con_1', {}, { version: 1 })).version).toBe(1);
  });
});
