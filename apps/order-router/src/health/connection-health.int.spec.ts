import { activity } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { OwnLedger } from '../testing/ledger.js';
import { aConnection } from '../testing/orders.js';
import { ConnectionHealth } from './connection-health.js';

let ledger: OwnLedger;
let health: ConnectionHealth;
let errors: unknown[];
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(async () => {
  await ledger.clear();
  errors = [];
  health = new ConnectionHealth(ledger.pool, (error) => void errors.push(error));
});
afterAll(() => ledger.drop());

const CONNECTION = aConnection('con_1');

const rows = () => ledger.rows('select * from connection_health order by connection_id');
const activities = async () =>
  (await ledger.rows("select payload from outbox where type = 'activity.v1' order by position")).map(
    ({ payload }) => activity.parse(payload),
  );
const told = (count: number) => eventually(async () => (await activities()).length === count);

describe('ConnectionHealth', () => {
  it('keeps a row a connection and tells each turn, in words that say what to do', async () => {
    health.usable(CONNECTION);
    await told(1);
    health.down(CONNECTION, 'HTTP 503');
    await told(2);
    health.unauthorized(CONNECTION, 'HTTP 401');
    await told(3);
    health.unusable(CONNECTION, 'give it an address');
    await told(4);
    health.recovered(CONNECTION);
    await told(5);
    expect((await activities()).map(({ kind, level, message }) => [kind, level, message])).toEqual([
      ['wms.ready', 'info', 'The WMS is ready for orders.'],
      [
        'wms.down',
        'warning',
        'The WMS does not take orders: HTTP 503. Its orders wait and go out when it does; nothing needs to be done here.',
      ],
      [
        'wms.unauthorized',
        'error',
        'The WMS refuses the credentials of "Atelier Nord to East" (HTTP 401). Enter new ones; its orders wait until then.',
      ],
      ['wms.unusable', 'error', 'Orders of "Atelier Nord to East" cannot be sent: give it an address.'],
      ['wms.recovered', 'info', 'The WMS takes orders again; what waited for it is going out.'],
    ]);
    expect(await rows()).toMatchObject([
      { connection_id: 'con_1', workspace_id: 'wsp_1', status: 'ok', since: expect.any(Date) },
    ]);
  });

  it('tells the same only once', async () => {
    for (let time = 0; time < 3; time += 1) health.down(CONNECTION, 'HTTP 503');
    await told(1);
    health.down(CONNECTION, 'HTTP 429');
    await told(2);
    expect(await rows()).toHaveLength(1);
  });

  it('tells only once what several processes notice', async () => {
    health.down(CONNECTION, 'HTTP 503');
    await told(1);
    const before = await rows();
    const other = new ConnectionHealth(await ledger.anotherPool(), (error) => void errors.push(error));
    other.down(CONNECTION, 'HTTP 503');
    other.down(aConnection('con_2'), 'HTTP 503');
    await told(2);
    expect((await rows())[0]).toEqual(before[0]);
  });

  it('keeps connections apart', async () => {
    health.usable(CONNECTION);
    health.down(aConnection('con_2'), 'HTTP 503');
    await told(2);
    expect((await rows()).map(({ connection_id, status }) => `${connection_id} ${status}`)).toEqual([
      'con_1 ok',
      'con_2 down',
    ]);
  });

  it('tells again what could not be written', async () => {
    await ledger.pool.query('alter table connection_health rename to health_gone');
    health.down(CONNECTION, 'HTTP 503');
    await eventually(() => errors.length === 1);
    await ledger.pool.query('alter table health_gone rename to connection_health');
    health.down(CONNECTION, 'HTTP 503');
    await told(1);
  });

  it('cuts a reason that is longer than an activity may be', async () => {
    health.down(CONNECTION, 'x'.repeat(5_000));
    await told(1);
    expect((await activities())[0]?.message).toHaveLength(2_000);
  });
});
