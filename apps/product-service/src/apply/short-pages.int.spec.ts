import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make(process.env.DATABASE_URL);
});
afterAll(() => stage.close());

const SEASONS = ['Fall 2026', 'Resort 2026', 'Spring 2027'] as const;
const onSheet = (style: string, name: string) => {
  const [season = '', year] = name.split(' ');
  return aWantedStyle(style, { lineSheets: [{ name, season: { name: season, year: Number(year) } }] });
};

it('a JOOR that gives shorter pages than it is asked for has no season, line sheet or style made twice', async () => {
  // It would make a second one of the same name, as JOOR may: nothing is said of line sheets that have the same name.
  stage.account.catalogueSettings = {
    ...stage.account.catalogueSettings,
    pageCap: 2,
    doubling: ['products', 'skus', 'prices', 'seasons', 'collections'],
  };
  await stage.queue(SEASONS.map((name, at) => onSheet(`ST-${at}`, name)));
  await stage.apply();
  await stage.queue(SEASONS.map((name, at) => onSheet(`ST-${10 + at}`, name)));
  await stage.apply();
  // What is known of the styles is lost: all of it is looked up.
  await stage.own.pool.query('truncate held_products, style_states');
  await stage.queue(SEASONS.map((name, at) => onSheet(`ST-${at}`, name)));
  await stage.apply();
  expect(stage.errors).toEqual([]);
  expect(stage.totals()).toMatchObject({
    products: [6, 0],
    skus: [12, 0],
    prices: [12, 0],
    seasons: [3, 0],
    collections: [3, 0],
    entries: [6, 0],
  });
});
