import type { OrderLine, Rule, Settings } from '@joor-bridge/contracts';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import { aPolicy } from '../testing/orders.js';
import { decide } from './decide.js';

const judged = (settings: Partial<Settings>, order: Parameters<typeof anOrder>[0]) =>
  decide(anOrder(order), aPolicy(settings));

const report = (rule: Rule, settings: Partial<Settings>, order: Parameters<typeof anOrder>[0]) => {
  const found = judged(settings, order).explanation.find((one) => one.rule === rule);
  return `${found?.verdict}: ${found?.text}`;
};

describe('ship method', () => {
  const map = [
    { joor: 'upsg', wms: 'UPS_GROUND' },
    { joor: ' DHL Express ', wms: 'DHL_EXP' },
  ];
  const settings = { 'shipping.methodMap': map } as const;
  const rejecting = { ...settings, 'shipping.rejectUnmapped': 'Enabled' } as const;

  it.each([
    [{ code: 'UPSG', name: 'UPS Ground' }, 'UPS_GROUND'],
    [{ code: '', name: 'dhl express' }, 'DHL_EXP'],
    [{ code: 'XX', name: 'DHL Express' }, 'DHL_EXP'],
    [{ code: 'UPSG', name: 'DHL Express' }, 'UPS_GROUND'],
    [{ code: 'FDX', name: 'FedEx' }, 'FDX'],
    [{ code: '', name: 'FedEx' }, 'FedEx'],
    [{ code: '', name: '' }, ''],
  ])('maps %j to %j, and passes on what the map does not know', (shippingMethod, wms) => {
    expect(judged(settings, { shippingMethod })).toMatchObject({ outcome: 'deliver', shipMethod: wms });
  });

  it('says what is sent', () => {
    const shippingMethod = { code: 'UPSG', name: 'UPS Ground' };
    expect(report('ship-method', settings, { shippingMethod })).toBe(
      'pass: shipping method "UPSG" is sent as "UPS_GROUND"',
    );
    expect(report('ship-method', settings, { shippingMethod: { code: '', name: '' } })).toBe(
      'pass: no shipping method',
    );
  });

  it('holds an unmapped one where those are rejected, and says how to free the order', () => {
    const order = { shippingMethod: { code: 'FDX', name: 'FedEx' } };
    expect(judged(rejecting, order)).toMatchObject({ outcome: 'hold', rule: 'ship-method', shipMethod: '' });
    expect(report('ship-method', rejecting, order)).toBe(
      'hold: shipping method "FDX" is not in the Ship Method Map; add it and the order goes out',
    );
    expect(report('ship-method', rejecting, { shippingMethod: { code: '', name: 'FedEx' } })).toBe(
      'hold: shipping method "FedEx" is not in the Ship Method Map; add it and the order goes out',
    );
  });

  it('does not reject a mapped method, nor an order without one', () => {
    expect(judged(rejecting, { shippingMethod: { code: 'UPSG', name: '' } }).outcome).toBe('deliver');
    expect(judged(rejecting, { shippingMethod: { code: '', name: '' } }).outcome).toBe('deliver');
  });
});

describe('item code', () => {
  const uncoded = anOrderLine({ key: 'bare', upc: '', styleNumber: '' });

  it('holds an order with a line that has no code', () => {
    expect(report('item-code', {}, { lines: [anOrderLine(), uncoded] })).toBe(
      'hold: 1 of 2 lines have no item code; give the items a UPC in JOOR, or set Items Without Code to Drop line',
    );
  });

  it('drops the line instead where that is set, and delivers the rest', () => {
    const decision = judged({ 'items.withoutCode': 'Drop line' }, { lines: [anOrderLine(), uncoded] });
    expect(decision.outcome).toBe('deliver');
    expect(decision.lines.map(({ struckOut }) => struckOut)).toEqual([null, 'no UPC, no style code']);
  });

  it('does not ask for the code of a line that is struck out anyway', () => {
    const nothing = { ...uncoded, quantity: 0 };
    expect(report('item-code', {}, { lines: [anOrderLine(), nothing] })).toBe(
      'pass: every line has an item code',
    );
  });

  it('takes no style in place of a UPC where UPC only is set', () => {
    const line = anOrderLine({ upc: '' });
    expect(judged({ 'items.code': 'UPC' }, { lines: [line] }).outcome).toBe('hold');
    expect(judged({ 'items.code': 'UPC, else style' }, { lines: [line] }).outcome).toBe('deliver');
  });
});

describe('quantity', () => {
  const line = (quantity: number, more: Partial<OrderLine> = {}) =>
    anOrderLine({ key: `q${quantity}`, quantity, ...more });

  it('holds a negative one and names the item', () => {
    expect(report('quantity', {}, { lines: [line(3), line(-2, { upc: '999' })] })).toBe(
      'hold: item 999 has the quantity -2',
    );
  });

  it('gives the negative quantity in the unit that would be sent', () => {
    const lines = [line(-2, { upc: '999', multiplier: 6 })];
    expect(report('quantity', {}, { lines })).toBe('hold: item 999 has the quantity -12');
    expect(report('quantity', { 'items.quantityUnit': 'Packs' }, { lines })).toBe(
      'hold: item 999 has the quantity -2',
    );
  });

  it('strikes zero out and counts it', () => {
    expect(report('quantity', {}, { lines: [line(3), line(0), line(0)] })).toBe(
      'pass: 2 lines with quantity 0 are struck out',
    );
    expect(report('quantity', {}, { lines: [line(3)] })).toBe('pass: every quantity is above 0');
  });

  it('does not hold for a negative line that the item filter has struck out', () => {
    const filter: Settings['items.filter'] = { mode: 'Blacklist', level: 'Filter Item', codes: ['999'] };
    const lines = [line(3), line(-2, { upc: '999' })];
    expect(judged({ 'items.filter': filter }, { lines }).outcome).toBe('deliver');
  });
});

describe('lines left', () => {
  const blacklist = (...codes: string[]): Partial<Settings> => ({
    'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes },
  });

  it('holds an order without lines', () => {
    expect(report('lines', {}, { lines: [] })).toBe('hold: the order has no lines');
  });

  it('skips an order whose every line the item filter struck out', () => {
    const lines = [anOrderLine({ key: 'a', upc: '1' }), anOrderLine({ key: 'b', upc: '2' })];
    expect(report('lines', blacklist('1', '2'), { lines })).toBe(
      'skip: the item filter struck out every line',
    );
  });

  it('holds an order that has lost its lines for other reasons too', () => {
    const zero = anOrderLine({ key: 'z', quantity: 0 });
    expect(report('lines', {}, { lines: [zero] })).toBe('hold: no line is left to deliver');
    const lines = [anOrderLine({ key: 'a', upc: '1' }), zero];
    expect(report('lines', blacklist('1'), { lines })).toBe('hold: no line is left to deliver');
  });

  it('passes while one line is left', () => {
    const lines = [anOrderLine({ key: 'z', quantity: 0 }), anOrderLine()];
    expect(report('lines', {}, { lines })).toBe('pass: there are lines to deliver');
  });
});
