import type { Database } from '@joor-bridge/persistence';
import { eventually } from '@joor-bridge/testing';
import { OwnSchema } from '../testing/own-schema.js';
import { LeaseKeeper } from './lease-keeper.js';
import { Schedules } from './schedules.js';

let own: OwnSchema;
let database: Database;
const keepers: LeaseKeeper[] = [];

beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  database = await own.open();
});
beforeEach(() => database.pool.query('truncate schedules'));
afterAll(async () => {
  for (const keeper of keepers) keeper.stop();
  await own.drop();
});

async function leased(connectionId: string, leaseMs: number) {
  const schedules = new Schedules(database);
  const account = `production:${connectionId}`;
  const shared = { connectionId, workspaceId: 'w', world: 'production', account, version: 1 } as const;
  await schedules.sync({ ...shared, active: true, intervalMs: 1_000, firstAfterMs: 0 });
  const keeper = new LeaseKeeper(database, leaseMs, () => undefined);
  keepers.push(keeper);
  const askedAt = Date.now();
  const [claim] = await schedules.claim(1, leaseMs);
  if (claim?.connectionId !== connectionId) throw new Error('the connection was not claimed');
  return { schedules, keeper, lease: keeper.hold(claim.leaseId, askedAt) };
}
const leaseEnd = async (connectionId: string) => {
  const sql = 'select lease_until from schedules where connection_id = $1';
  return (await database.pool.query(sql, [connectionId])).rows[0]?.lease_until as Date;
};

test('a lease lives as long as its keeper', async () => {
  const { keeper, lease } = await leased('con_1', 400);
  const first = await leaseEnd('con_1');
  keeper.start();
  await eventually(async () => (await leaseEnd('con_1')).getTime() > first.getTime() + 400);
  expect(() => lease.check()).not.toThrow();
  keeper.stop();
  await eventually(() => {
    expect(() => lease.check()).toThrow('lease');
    return true;
  });
});

test('a lease that went to another is lost', async () => {
  const { keeper, lease } = await leased('con_2', 60_000);
  await database.pool.query(
    `update schedules set lease_id = gen_random_uuid() where connection_id = 'con_2'`,
  );
  await keeper.renew();
  expect(() => lease.check()).toThrow('lease');
});

test('a lease on a connection that was switched off is lost', async () => {
  const { keeper, lease } = await leased('con_3', 60_000);
  await keeper.renew();
  expect(() => lease.check()).not.toThrow();
  await database.pool.query(`update schedules set active = false where connection_id = 'con_3'`);
  await keeper.renew();
  expect(() => lease.check()).toThrow('lease');
});

test('what was given back is not renewed', async () => {
  const { keeper, lease } = await leased('con_4', 60_000);
  const end = await leaseEnd('con_4');
  keeper.release(lease);
  await keeper.renew();
  expect(await leaseEnd('con_4')).toEqual(end);
});
