import { OwnSchema } from '../testing/own-schema.js';
import { SeenRevisions, type Sighting } from './seen-revisions.js';

let own: OwnSchema;
let seen: SeenRevisions;
beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  seen = new SeenRevisions(await own.open());
});
afterAll(() => own.drop());

let places = 0;
const place = () => {
  places += 1;
  return { connectionId: `con_${places}`, world: 'production' as const };
};
const sighting = (revision: string, minute: number, orderId = '1'): Sighting => ({
  orderId,
  revision,
  modifiedAt: `2026-01-01T00:0${minute}:00.000001Z`,
});

test('what is new or changed is to be published, what is unchanged is not', async () => {
  const here = place();
  const page = [sighting('a', 1, '1'), sighting('b', 1, '2')];
  expect(await seen.changed(here, page)).toEqual(page);
  await seen.remember(here, page);
  expect(await seen.changed(here, page)).toEqual([]);
  const edited = [sighting('a', 2, '1'), sighting('b2', 2, '2'), sighting('c', 2, '3')];
  expect(await seen.changed(here, edited)).toEqual(edited.slice(1));
});

test('a change back to what it once was is a change', async () => {
  const here = place();
  await seen.remember(here, [sighting('a', 1)]);
  await seen.remember(here, [sighting('b', 2)]);
  expect(await seen.changed(here, [sighting('a', 3)])).toHaveLength(1);
});

test('a page that was read before a newer one changes nothing', async () => {
  const here = place();
  await seen.remember(here, [sighting('a', 1)]);
  await seen.remember(here, [sighting('a', 3)]);
  expect(await seen.changed(here, [sighting('b', 2)])).toEqual([]);
  await seen.remember(here, [sighting('b', 2)]);
  expect(await seen.changed(here, [sighting('a', 3)])).toEqual([]);
});

test('two changes within one microsecond are both published', async () => {
  const here = place();
  await seen.remember(here, [sighting('a', 1)]);
  expect(await seen.changed(here, [sighting('b', 1)])).toHaveLength(1);
});

test('connections and worlds know nothing of each other', async () => {
  const here = place();
  await seen.remember(here, [sighting('a', 1)]);
  expect(await seen.changed({ ...here, world: 'sandbox' }, [sighting('a', 1)])).toHaveLength(1);
  expect(await seen.changed(place(), [sighting('a', 1)])).toHaveLength(1);
});

test('an empty page is nothing', async () => {
  expect(await seen.changed(place(), [])).toEqual([]);
  await seen.remember(place(), []);
});
