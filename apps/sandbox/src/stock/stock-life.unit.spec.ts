import { StockLife } from './stock-life.js';
import { StockRoom } from './stock-room.js';

const HOUR = 3_600_000;
const room = () =>
  new StockRoom(() =>
    Array.from({ length: 50 }, (_, at) => ({ sku: `S${at}`, warehouse: 'East', available: 20 })),
  );
const figures = (of: StockRoom) => of.all().map(({ available }) => available);

it('changes nothing at the first look at the clock', () => {
  const stock = room();
  new StockLife(stock, 's').runTo(1_000_000, 3_600);
  expect(stock.isFilled).toBe(false);
});

it('makes the changes that were due, however often it is asked', () => {
  const [often, once] = [room(), room()];
  const [one, two] = [new StockLife(often, 's'), new StockLife(once, 's')];
  for (let at = 0; at <= HOUR; at += HOUR / 100) one.runTo(at, 30);
  two.runTo(0, 30);
  two.runTo(HOUR, 30);
  expect(figures(often)).toEqual(figures(once));
  expect(figures(often).filter((available) => available !== 20).length).toBeGreaterThan(10);
});

it('is another for another seed', () => {
  const [one, two] = [room(), room()];
  for (const [stock, seed] of [
    [one, 'a'],
    [two, 'b'],
  ] as const) {
    const life = new StockLife(stock, seed);
    life.runTo(0, 30);
    life.runTo(HOUR, 30);
  }
  expect(figures(one)).not.toEqual(figures(two));
});

it('does not make millions at once when the clock jumps', () => {
  const life = new StockLife(room(), 's');
  life.runTo(0, 1e9);
  const startedAt = performance.now();
  life.runTo(HOUR, 1e9);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
