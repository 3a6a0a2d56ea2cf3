import fc from 'fast-check';
import { Shelf } from './shelf.js';

interface Thing {
  readonly id: string;
  readonly externalId: string | null;
  readonly owner: string;
}
const shelfOf = (...things: readonly Thing[]) => {
  const shelf = new Shelf<Thing>(({ owner }) => owner);
  for (const thing of things) shelf.add(thing);
  return shelf;
};
const thing = (id: string, externalId: string | null = null, owner = 'o'): Thing => ({
  id,
  externalId,
  owner,
});

describe('Shelf', () => {
  it('finds by id, by external id and by owner', () => {
    const shelf = shelfOf(thing('1', 'a', 'x'), thing('2', null, 'y'), thing('3', 'c', 'x'));
    expect(shelf.get('2')).toMatchObject({ id: '2' });
    expect(shelf.find('c')).toMatchObject({ id: '3' });
    expect(shelf.of('x').map(({ id }) => id)).toEqual(['1', '3']);
    expect(shelf.size).toBe(3);
  });

  it.each(['', 'nobody'])('finds nothing under %j', (name) => {
    const shelf = shelfOf(thing('1'));
    expect(shelf.get(name)).toBeUndefined();
    expect(shelf.find(name)).toBeUndefined();
    expect(shelf.of(name)).toEqual([]);
  });

  it('keeps the first of two with one external id', () => {
    expect(shelfOf(thing('1', 'a'), thing('2', 'a')).find('a')).toMatchObject({ id: '1' });
  });

  it('follows a change of the external id', () => {
    const shelf = shelfOf(thing('1', 'a'));
    const [first] = shelf.all();
    if (first) shelf.change(first, { externalId: 'b' });
    expect(shelf.find('a')).toBeUndefined();
    expect(shelf.find('b')).toBe(first);
  });

  it('leaves the name to whom it belongs when another with the same name is renamed', () => {
    const shelf = shelfOf(thing('1', 'a'), thing('2', 'a'));
    const second = shelf.get('2');
    if (second) shelf.change(second, { externalId: 'b' });
    expect(shelf.find('a')).toMatchObject({ id: '1' });
    expect(shelf.find('b')).toMatchObject({ id: '2' });
  });

  it('removes from every index, and clears', () => {
    const shelf = shelfOf(thing('1', 'a'), thing('2', 'b'));
    const first = shelf.get('1');
    if (first) shelf.remove(first);
    expect([shelf.get('1'), shelf.find('a')]).toEqual([undefined, undefined]);
    expect(shelf.of('o')).toHaveLength(1);
    shelf.clear();
    expect([shelf.size, shelf.of('o').length, shelf.find('b')]).toEqual([0, 0, undefined]);
  });

  it('has in each index exactly what was added and not removed', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 20 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.boolean()), (ids, coins) => {
        const shelf = shelfOf(...ids.map((id, index) => thing(id, `x-${id}`, index % 2 ? 'odd' : 'even')));
        const left = ids.filter((id) => {
          const stays = coins.next().value;
          const record = shelf.get(id);
          if (!stays && record) shelf.remove(record);
          return stays;
        });
        expect(shelf.all().map(({ id }) => id)).toEqual(left);
        expect([...shelf.of('odd'), ...shelf.of('even')].map(({ id }) => id).sort()).toEqual(left.toSorted());
        expect(ids.filter((id) => shelf.find(`x-${id}`))).toEqual(left);
      }),
    );
  });
});
