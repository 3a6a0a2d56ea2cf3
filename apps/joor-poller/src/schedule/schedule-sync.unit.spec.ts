import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { ScheduleSync } from './schedule-sync.js';
import type { Plan } from './schedules.js';

const addresses = {
  joorApiUrl: 'https://api.joor.example',
  joorTokenUrl: 'https://token.joor.example',
  joorSandboxApiUrl: 'https://sandbox.joor.example',
  joorSandboxTokenUrl: 'https://sandbox-token.joor.example',
};

function rig(...snapshots: ConnectionSnapshot[]) {
  const known = new Map(snapshots.map((snapshot) => [snapshot.connectionId, snapshot]));
  let tell: (connectionId: string) => void = () => {};
  const plans: Plan[] = [];
  const forgotten: string[] = [];
  const kept: (readonly string[])[] = [];
  let broken = false;
  const sync = new ScheduleSync(
    {
      get: (id) => known.get(id),
      all: () => [...known.values()],
      onChange: (listener) => {
        tell = (id) => listener(id, known.get(id) ?? null);
        return () => true;
      },
    },
    {
      sync: async (plan) => {
        if (broken) throw new Error('no database');
        plans.push(plan);
      },
      forget: async (id) => void forgotten.push(id),
      restAllBut: async (ids) => {
        if (broken) throw new Error('no database');
        kept.push(ids);
      },
    },
    addresses,
    1_000,
  );
  return {
    sync,
    plans,
    forgotten,
    kept,
    put: (snapshot: ConnectionSnapshot) => {
      known.set(snapshot.connectionId, snapshot);
      tell(snapshot.connectionId);
    },
    remove: (id: string) => {
      known.delete(id);
      tell(id);
    },
    setBroken: (is: boolean) => {
      broken = is;
    },
  };
}

test('what is known at the start is taken in once', async () => {
  const { sync, plans } = rig(aConnectionSnapshot(), aConnectionSnapshot({ connectionId: 'con_2' }));
  sync.start(() => {});
  await sync.flush();
  await sync.flush();
  expect(plans.map(({ connectionId }) => connectionId)).toEqual(['con_1', 'con_2']);
  const [plan] = plans;
  expect(plan).toMatchObject({
    workspaceId: 'wsp_1',
    world: 'production',
    account: 'production:5001',
    version: 1,
    active: true,
    intervalMs: 5_000,
  });
  expect(plan?.firstAfterMs).toBeLessThanOrEqual(5_000);
});

test('a change is taken in and told on', async () => {
  const { sync, plans, put } = rig();
  const told: string[] = [];
  sync.start((id) => told.push(id));
  put(aConnectionSnapshot({ version: 2, enabled: false, settings: { 'joor.testMode': 'Enabled' } }));
  await sync.flush();
  expect(plans).toMatchObject([{ version: 2, active: false, world: 'sandbox', account: 'sandbox:5001' }]);
  expect(told).toEqual(['con_1']);
});

test('on demand means no interval', async () => {
  const { sync, plans } = rig(aConnectionSnapshot({ settings: { 'orders.schedule': 'Off' } }));
  sync.start(() => {});
  await sync.flush();
  expect(plans).toMatchObject([{ intervalMs: null, firstAfterMs: 0 }]);
});

test('what is not known any more rests from the start, once that is written', async () => {
  const { sync, kept, put, setBroken } = rig(aConnectionSnapshot());
  sync.start(() => {});
  setBroken(true);
  await expect(sync.flush()).rejects.toThrow('no database');
  setBroken(false);
  put(aConnectionSnapshot({ connectionId: 'con_2' }));
  await sync.flush();
  await sync.flush();
  expect(kept).toEqual([['con_1', 'con_2']]);
});

test('a deleted connection is forgotten', async () => {
  const { sync, forgotten, remove } = rig(aConnectionSnapshot());
  sync.start(() => {});
  remove('con_1');
  await sync.flush();
  expect(forgotten).toEqual(['con_1']);
});

test('what could not be written is written later, as it is then', async () => {
  const { sync, plans, put, setBroken } = rig(aConnectionSnapshot());
  sync.start(() => {});
  setBroken(true);
  await expect(sync.flush()).rejects.toThrow('no database');
  setBroken(false);
  put(aConnectionSnapshot({ version: 7 }));
  await sync.flush();
  expect(plans.map(({ version }) => version)).toEqual([7]);
});
