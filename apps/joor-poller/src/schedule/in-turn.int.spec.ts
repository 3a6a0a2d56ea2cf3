import type { Database } from '@joor-bridge/persistence';
import { eventually } from '@joor-bridge/testing';
import { OwnSchema } from '../testing/own-schema.js';
import { inTurn } from './in-turn.js';

let own: OwnSchema;
let mine: Database;
let theirs: Database;
beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  [mine, theirs] = [await own.open(), await own.open()];
});
afterAll(() => own.drop());

const claim = (database: Database, lane = 'live') => inTurn(database, lane, async () => ['claimed']);

test('while one claims, another of the same lane gets nothing and does not wait', async () => {
  const claimed = await inTurn(mine, 'live', async () => {
    expect(await claim(theirs)).toEqual([]);
    expect(await claim(theirs, 'backfill')).toEqual(['claimed']);
    return ['mine'];
  });
  expect(claimed).toEqual(['mine']);
  expect(await claim(theirs)).toEqual(['claimed']);
});

test('a claim that fails leaves nothing behind, its turn included', async () => {
  const failing = inTurn(mine, 'live', async (client) => {
    await client.query(`insert into seen_revisions values ('con_1', 'production', 'half done', 'r', now())`);
    throw new Error('the claim failed');
  });
  await expect(failing).rejects.toThrow('the claim failed');
  const { rows } = await theirs.pool.query('select * from seen_revisions');
  expect(rows).toEqual([]);
  await eventually(async () => (await claim(theirs)).length === 1);
  expect(await claim(mine)).toEqual(['claimed']);
});
