import { Random } from '../random/random.js';
import { type Level, StockRoom } from './stock-room.js';

const level = (sku: string, warehouse: string, available: unknown): Level => ({ sku, warehouse, available });
const START = [level('A', 'East', 5), level('A', 'West', 3), level('B', 'East', 0)];
const room = (levels = START) => new StockRoom(() => levels);
const said = (of: StockRoom) =>
  of.all().map(({ sku, warehouse, available }) => `${warehouse} ${sku} ${available}`);

it('is filled when somebody first looks at it', () => {
  const stock = room();
  expect(stock.isFilled).toBe(false);
  expect(said(stock)).toEqual(['East A 5', 'West A 3', 'East B 0']);
  expect(stock.isFilled).toBe(true);
  expect(stock.warehouses()).toEqual(['East', 'West']);
  expect(stock.of('A')).toHaveLength(2);
  expect(stock.of('X')).toEqual([]);
});

it('changes what it has by SKU and warehouse, and adds the rest', () => {
  const stock = room();
  stock.set([{ ...level('A', 'West', 9), locked: 2 }, level('C', 'East', 1)]);
  expect(said(stock)).toEqual(['East A 5', 'West A 9', 'East B 0', 'East C 1']);
  expect(stock.of('A')[1]).toMatchObject({ locked: 2 });
  stock.set([level('A', 'West', 4)]);
  expect(stock.of('A')[1]).toMatchObject({ available: 4, locked: 2 });
});

it('takes SKUs off the list, and can be made to be anything', () => {
  const stock = room();
  stock.remove(['A']);
  expect(said(stock)).toEqual(['East B 0']);
  stock.replace([level('N', 'East', 1.5), {}]);
  expect(said(stock)).toEqual(['East N 1.5', 'undefined undefined undefined']);
  stock.replace([]);
  expect(stock.all()).toEqual([]);
});

it.each([
  [2, ['East A 3', 'West A 3']],
  [5, ['East A 0', 'West A 3']],
  [7, ['East A 0', 'West A 1']],
  [100, ['East A 0', 'West A 0']],
])('lets %d units go, from one warehouse after the other and never below nothing', (units, left) => {
  const stock = room();
  stock.take('A', units);
  expect(said(stock).slice(0, 2)).toEqual(left);
});

it('takes back what went out, and does not know foreign SKUs', () => {
  const stock = room();
  stock.take('A', 4);
  stock.giveBack('A', 4);
  stock.giveBack('X', 4);
  stock.take('X', 4);
  expect(said(stock)).toEqual(['East A 5', 'West A 3', 'East B 0']);
});

it('gives about the share that is asked for another figure, the same for the same seed', () => {
  const many = () => room(Array.from({ length: 2_000 }, (_, at) => level(`S${at}`, 'East', at % 7)));
  const [one, two] = [many(), many()];
  const before = said(one);
  const changed = one.change(0.05, new Random(1));
  expect(changed).toBeGreaterThan(60);
  expect(changed).toBeLessThan(140);
  expect(said(one).filter((each, at) => each !== before[at])).toHaveLength(changed);
  expect(two.change(0.05, new Random(1))).toBe(changed);
  expect(said(two)).toEqual(said(one));
  expect(one.all().every(({ available }) => Number(available) >= 0)).toBe(true);
});

it('changes nothing of nothing', () => {
  const stock = room([]);
  stock.changeAny(new Random(1));
  expect(stock.change(1, new Random(1))).toBe(0);
});
