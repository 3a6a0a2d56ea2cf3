import { Random } from '../random/random.js';
import { StyleShelf } from './style-shelf.js';

let now = Date.parse('2026-11-27T10:00:00Z');
const style = (styleNumber: string, more: object = {}) => ({
  styleNumber,
  modifiedAt: '2026-01-05T08:00:00Z',
  ...more,
});
const shelf = () =>
  new StyleShelf(
    () => [style('A', { name: 'Alma' }), style('B')],
    () => now,
  );
const numbers = (styles: readonly object[]) => styles.map((each) => Reflect.get(each, 'styleNumber'));

it('shows what was changed since a moment, that moment included', () => {
  const styles = shelf();
  expect(numbers(styles.changedSince(Date.parse('2026-01-05T08:00:00Z')))).toEqual(['A', 'B']);
  expect(styles.changedSince(now)).toEqual([]);
  styles.set([{ styleNumber: 'B', name: 'Bea' }]);
  expect(numbers(styles.changedSince(now))).toEqual(['B']);
  now += 1_000;
  expect(styles.changedSince(now)).toEqual([]);
});

it('keeps what is not named, and adds what is new', () => {
  const styles = shelf();
  styles.set([{ styleNumber: 'A', season: 'Fall' }, { styleNumber: 'C' }]);
  expect(styles.all()).toMatchObject([
    { styleNumber: 'A', name: 'Alma', season: 'Fall' },
    {},
    { styleNumber: 'C' },
  ]);
  styles.remove(['A', 'X']);
  expect(numbers(styles.all())).toEqual(['B', 'C']);
  styles.replace([]);
  expect(styles.all()).toEqual([]);
});

it('counts its versions, the first look included', () => {
  const styles = shelf();
  styles.all();
  const seen = styles.version;
  styles.all();
  expect(styles.version).toBe(seen);
  styles.set([{ styleNumber: 'A' }]);
  expect(styles.version).toBe(seen + 1);
});

it('changes a share of the styles as of now, the same for the same seed', () => {
  const many = () =>
    new StyleShelf(
      () => Array.from({ length: 500 }, (_, at) => style(`S${at}`, { name: `Style ${at}` })),
      () => now,
    );
  const [one, two] = [many(), many()];
  const changed = one.change(0.1, new Random(7));
  expect(changed).toBeGreaterThan(20);
  expect(one.changedSince(now)).toHaveLength(changed);
  expect(two.change(0.1, new Random(7))).toBe(changed);
  expect(two.all()).toEqual(one.all());
});
