import { type ConnectionSnapshot, topics } from '@joor-bridge/contracts';
import { eventually, type Overrides } from '@joor-bridge/testing';
import { PullStage, skus } from '../../testing/pull-stage.js';
import { Pulls } from './pulls.js';

let stage: PullStage;
beforeAll(async () => {
  stage = await PullStage.open(process.env);
}, 60_000);
beforeEach(() => stage.next());
afterAll(() => stage.close());

describe('a pull that fails', () => {
  it('half-way keeps what it read, sets nothing to 0 and moves no time', async () => {
    stage.wms.rows = skus(1, 6);
    await stage.connect();
    const first = await stage.pull();
    stage.wms.rows = [{ sku: 'S1', available: 1 }, { sku: 'S2', available: 5 }, ...skus(4, 6)];
    stage.wms.beforePage = (page) => (page === 1 ? { status: 403 } : undefined);
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'unauthorized', pages: 1, rows: 2, changed: 1, zeroed: 0 });
    await eventually(async () => (await stage.levels())[0] === 'S1 - 1');
    expect(await stage.levels()).toEqual(['S1 - 1', 'S2 - 5', 'S3 - 5', 'S4 - 5', 'S5 - 5', 'S6 - 5']);
    expect((await stage.sweptAt())?.getTime()).toBe((first.started_at as Date).getTime());
  });

  it('for its credentials says so once, and waits a quarter of an hour', async () => {
    stage.wms.beforePage = () => ({ status: 401 });
    await stage.connect();
    for (let n = 0; n < 2; n += 1) expect(await stage.pull()).toMatchObject({ outcome: 'unauthorized' });
    const [schedule] = await stage.rig.rows(
      'select *, extract(epoch from due_at - now()) as wait from pull_schedules where connection_id = $1',
      [stage.id],
    );
    expect(schedule).toMatchObject({ failures: 2 });
    expect(Number(schedule?.wait)).toBeGreaterThan(29 * 60);
    await eventually(() => stage.told().length > 0);
    expect(stage.told()).toEqual(['stock.unauthorized']);
  });

  it('for what the destination lacks says what to do, and asks nobody', async () => {
    await stage.connect({
      destination: { system: 'generic', url: null, sandboxUrl: null, options: { stock: 'pull' } },
    });
    expect(await stage.pull()).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('give the HTTP receiver destination an address'),
    });
    expect(stage.wms.requests).toBe(0);
  });
});

describe('test mode', () => {
  const TEST_MODE = { settings: { 'joor.testMode': 'Enabled' } } as const;

  it('reads the sandbox only, into its own world', async () => {
    stage.sandbox.rows = skus(1, 2, 8);
    await stage.connect(TEST_MODE);
    expect(await stage.pull('sandbox')).toMatchObject({ outcome: 'done', world: 'sandbox' });
    expect(await stage.levels('sandbox')).toEqual(['S1 - 8', 'S2 - 8']);
    expect(await stage.levels()).toEqual([]);
    expect(stage.wms.requests).toBe(0);
  });

  it('without a sandbox reads nothing and says why', async () => {
    await stage.connect({
      ...TEST_MODE,
      destination: { system: 'generic', url: stage.wms.url, sandboxUrl: null, options: { stock: 'pull' } },
    });
    expect(await stage.pull('sandbox')).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('no sandbox'),
    });
    expect(stage.wms.requests).toBe(0);
  });

  it('that is switched on in the middle of a pull ends it before its next step', async () => {
    stage.wms.rows = skus(1, 6);
    stage.sandbox.rows = skus(1, 1, 8);
    await stage.connect();
    await stage.pull();
    stage.wms.rows = skus(1, 6, 1);
    stage.wms.beforePage = async (page) => {
      // a page is asked for while the one before it is worked on: the last is not looked at
      if (page !== 2) return undefined;
      await stage.connect({ ...TEST_MODE, version: 2 });
      await eventually(async () => {
        const rows = await stage.rig.rows(
          "select from pull_schedules where connection_id = $1 and world = 'sandbox'",
          [stage.id],
        );
        return rows.length > 0;
      });
      return undefined;
    };
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'interrupted', world: 'production', zeroed: 0 });
    expect((await stage.levels()).slice(4)).toEqual(['S5 - 5', 'S6 - 5']);
  });
});

describe('a connection that is pointed at another WMS in the middle of a pull', () => {
  it('ends it: what the one lists says nothing of what is gone at the other', async () => {
    stage.wms.rows = skus(1, 6);
    await stage.connect();
    await stage.pull();
    stage.wms.rows = skus(1, 4);
    stage.wms.beforePage = async (page) => {
      if (page !== 1) return undefined;
      const options = { stock: 'pull', stockPath: '/elsewhere' };
      stage.wms.rows = skus(1, 6);
      await stage.connect({ version: 2 }, options);
      await eventually(async () => {
        const sql = 'select from pull_schedules where connection_id = $1 and snapshot_version = 2';
        return (await stage.rig.rows(sql, [stage.id])).length > 0;
      });
      return undefined;
    };
    expect(await stage.pull()).toMatchObject({ outcome: 'interrupted', zeroed: 0 });
    stage.wms.beforePage = () => undefined;
    expect(await stage.levels()).toHaveLength(6);
    expect((await stage.levels()).join()).not.toContain('gone');
    // the other WMS is read next
    await eventually(async () => (await stage.rig.pulls(stage.id)).at(-1)?.outcome === 'done');
  });
});

describe('who is read', () => {
  it('is nobody whose WMS pushes, has no stock, or whose inventory is off', async () => {
    const places: [Overrides<ConnectionSnapshot>, Record<string, string>][] = [
      [{}, { stock: 'push' }],
      [{}, {}],
      [{ settings: { 'inventory.schedule': 'Off' } }, { stock: 'pull' }],
      [{ enabled: false }, { stock: 'pull' }],
    ];
    for (const [n, [more, options]] of places.entries()) {
      stage.id = `con_off_${n}`;
      await stage.connect(more, options);
      const [schedule] = await eventually(async () => {
        const rows = await stage.rig.rows('select * from pull_schedules where connection_id = $1', [
          stage.id,
        ]);
        return rows.length > 0 && rows;
      });
      expect(schedule).toMatchObject({ active: false });
      const { rig } = stage;
      expect(await rig.service.app.get(Pulls).request(stage.id, 'production')).toBe(false);
      expect(await rig.pulls(stage.id)).toEqual([]);
    }
    expect(stage.wms.requests).toBe(0);
  });

  it('is read by one process at a time', async () => {
    const other = await stage.rig.serve();
    stage.wms.rows = skus(1, 4);
    await stage.connect();
    const pulls = [stage.rig.service, other].map(({ app }) => app.get(Pulls));
    for (let n = 0; n < 3; n += 1) {
      await Promise.all(pulls.map((each) => eventually(() => each.request(stage.id, 'production'))));
      await stage.pull();
    }
    expect(stage.wms.most).toBe(1);
    expect((await stage.rig.pulls(stage.id)).every(({ outcome }) => outcome === 'done')).toBe(true);
    await stage.rig.stop(other);
  });

  it('is forgotten with its connection', async () => {
    stage.wms.rows = skus(1, 2);
    await stage.connect();
    await stage.pull();
    await stage.rig.service.bus.publish(topics.connections, [
      { key: stage.id, type: 'settings.connection.changed.v1', value: null },
    ]);
    await eventually(
      async () => (await stage.levels()).length === 0 && (await stage.rig.pulls(stage.id)).length === 0,
    );
  });
});
