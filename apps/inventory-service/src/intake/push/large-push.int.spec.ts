import { eventually } from '@joor-bridge/testing';
import { JoorRig } from '../../testing/joor-rig.js';

let joor: JoorRig;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  await joor.connect('con_a');
}, 60_000);
afterAll(() => joor?.close());

/** A row as brands have them, with every field and the arrivals of half a year. */
const row = (index: number) => ({
  sku: `SPRING-COAT-${index}-IVORY-MEDIUM`,
  warehouse: 'East Coast Distribution Center',
  available: index,
  asOf: new Date().toISOString(),
  upc: String(873_185_000_000 + index),
  styleNumber: `SPRING-COAT-${index}`,
  styleIdentifier: 'Spring Collection 2027',
  colorCode: 'IVORY-WHITE',
  size: 'MEDIUM',
  future: [1, 2, 3, 4, 5, 6].map((month) => ({ on: `2027-0${month}-15`, quantity: 100 + index })),
});

test('5,000 rows with every field, of 2.5 MB, are taken at once', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => row(index));
  expect(JSON.stringify(rows).length).toBeGreaterThan(2_500_000);
  const { status, body } = await joor.pushRows('con_a', rows);
  expect(status).toBe(200);
  expect(body.results).toHaveLength(5_000);
  expect(body.results.every(({ accepted }: { accepted: boolean }) => accepted)).toBe(true);
  await eventually(async () => (await joor.rig.rows('select from stock_levels')).length === 5_000);
});
