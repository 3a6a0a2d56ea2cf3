import { connectionChanged, Malformed, orderRevised } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from './connection.js';
import { anOrder, anOrderLine, anOrderRevised } from './order.js';
import { overlay } from './overrides.js';

describe('builders', () => {
  it('build what the contracts accept', () => {
    const event = anOrderRevised();
    expect(orderRevised.parse(event)).toBe(event);
    const connection = aConnectionSnapshot();
    expect(connectionChanged.parse(connection)).toEqual(connection);
  });

  it('take overrides at any depth and leave the rest', () => {
    const order = anOrder({ status: 'shipped', customer: { code: '' } });
    expect(order).toMatchObject({ status: 'shipped', customer: { code: '', name: anOrder().customer.name } });
  });

  it('replace lists whole', () => {
    const line = anOrderLine({ quantity: 3 });
    expect(anOrder({ lines: [line] }).lines).toEqual([line]);
    expect(anOrder({ lines: [] }).lines).toEqual([]);
  });

  it('refuse an override that the contract does not allow', () => {
    expect(() => anOrderRevised({ order: anOrder({ total: '1e3' }) })).toThrow(Malformed);
    expect(() => aConnectionSnapshot({ version: 0 })).toThrow(Malformed);
  });

  it('give each caller values of its own', () => {
    anOrder().lines.push(anOrderLine());
    anOrder().shipTo.city = 'Lyon';
    expect(anOrder().lines).toHaveLength(1);
    expect(anOrder().shipTo.city).toBe('Paris');
  });

  it('overlay does not touch what it is given', () => {
    const under = { a: { b: 1, c: 2 } };
    expect(overlay(under, { a: { b: 3 } })).toEqual({ a: { b: 3, c: 2 } });
    expect(under).toEqual({ a: { b: 1, c: 2 } });
  });
});
