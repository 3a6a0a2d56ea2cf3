import { readAssignments } from './assignment.js';

it('takes the text of a choice and of a text setting as it is', () => {
  expect(readAssignments(['joor.orderStatus=Approved & Shipped', 'joor.warehouseCode=007']).settings).toEqual(
    {
      'joor.orderStatus': 'Approved & Shipped',
      'joor.warehouseCode': '007',
    },
  );
});

it('takes JSON where a setting is more than text', () => {
  const filter = [{ field: 'country', mode: 'Required', match: 'full', values: ['USA'] }];
  expect(readAssignments([`orders.filters=${JSON.stringify(filter)}`]).settings).toEqual({
    'orders.filters': filter,
  });
});

it('takes a day, and null as the default', () => {
  expect(readAssignments(['orders.earliestDate=2026-11-01']).settings).toEqual({
    'orders.earliestDate': '2026-11-01',
  });
  expect(readAssignments(['orders.earliestDate=null', 'joor.orderStatus=null']).settings).toEqual({
    'orders.earliestDate': null,
    'joor.orderStatus': null,
  });
});

it('keeps what follows the first "=", and knows blank', () => {
  expect(readAssignments(['joor.warehouseCode=A=B']).settings).toEqual({ 'joor.warehouseCode': 'A=B' });
  expect(readAssignments(['joor.warehouseCode=']).settings).toEqual({ 'joor.warehouseCode': '' });
});

it('tells settings from facts of the connection', () => {
  expect(readAssignments(['name=East', 'enabled=false', 'joor.testMode=Enabled'])).toEqual({
    connection: { name: 'East', enabled: false },
    settings: { 'joor.testMode': 'Enabled' },
  });
});

it.each([
  [['joor.orderStatus'], 'write setting=value'],
  [['=x'], 'write setting=value'],
  [['joor.status=Approved'], 'joor.orderStatus'],
  [['colour=red'], 'no setting "colour"'],
  [['orders.filters=country'], 'takes JSON'],
  [['enabled=maybe'], 'true or false'],
])('refuses %j: %s', (pairs, words) => expect(() => readAssignments(pairs)).toThrow(words));
