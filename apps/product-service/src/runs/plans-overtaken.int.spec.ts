import { eventually } from '@joor-bridge/testing';
import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun } from './answer-run.js';
import { claimRun } from './run-store.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(async () => {
  await stage.clear();
  await stage.establish(A, B);
});
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const B = aProduct('ST-2');
const renamed = { ...A, name: 'Renamed' };
const nameInJoor = (style = 'ST-1') => stage.applying.joor.products.find(style)?.name;
const resultOf = async (run: Record<string, unknown>) => {
  const rows = await stage.own.rows('select style, result from run_styles where run_id = $1', [run.id]);
  return rows.map(({ style, result }) => `${style} ${result}`);
};
const goOn = async () => {
  await stage.applying.waitIsOver();
  await stage.applying.apply();
};

describe('a change that the WMS takes back', () => {
  it('before it has gone out ends its run, and JOOR stays as it is', async () => {
    await stage.stock(renamed);
    const first = await stage.run();
    await stage.stock(A);
    const second = await stage.run();
    expect([(await stage.read(first.id)).state, await resultOf(first)]).toEqual([
      'done',
      ['ST-1 superseded'],
    ]);
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
    expect((await stage.read(second.id)).state).toBe('done');
    expect(nameInJoor()).toBe('Style ST-1');
  });

  it('while it is about to leave is taken back in JOOR, too', async () => {
    await stage.stock(renamed);
    await stage.run();
    await stage.own.pool.query('update style_states set looked_up = false');
    let asked = 0;
    await stage.applying.apply({
      budget: {
        spend: async () => {
          // The first request looks the style up: nothing of it is in doubt yet.
          asked += 1;
          if (asked === 1) {
            await stage.stock(A);
            await stage.run();
          }
          return { granted: true };
        },
      },
    });
    await goOn();
    expect(nameInJoor()).toBe('Style ST-1');
    expect(await stage.own.rows("select from runs where state <> 'done'")).toEqual([]);
  });

  it('by a fault ends its run, too', async () => {
    await stage.stock(renamed);
    const first = await stage.run();
    await stage.stock({ ...renamed, lineSheets: [] });
    const second = await stage.run();
    expect([(await stage.read(first.id)).state, await resultOf(first)]).toEqual([
      'done',
      ['ST-1 superseded'],
    ]);
    expect(await resultOf(second)).toEqual(['ST-1 refused']);
    await stage.applying.apply();
    expect(nameInJoor()).toBe('Style ST-1');
  });
});

describe('a preview that is approved late', () => {
  it('does not bring what the WMS has changed since', async () => {
    await stage.stock(renamed, { ...B, name: 'Other' });
    const preview = await stage.run({ trigger: 'person', preview: true });
    await stage.stock(A);
    await approveRun(stage.own.pool, String(preview.id), 'Ada');
    await stage.applying.apply();
    expect([nameInJoor(), nameInJoor('ST-2')]).toEqual(['Style ST-1', 'Other']);
    expect(await resultOf(preview)).toEqual(['ST-1 superseded', 'ST-2 applied']);
  });

  it('brings what is as it was, though it was otherwise in between', async () => {
    await stage.stock(renamed);
    const [before] = await stage.own.rows("select revision from styles where style = 'ST-1'");
    const preview = await stage.run({ trigger: 'person', preview: true });
    await stage.own.pool.query("update styles set revision = 'other' where style = 'ST-1'");
    await stage.own.pool.query("update styles set revision = $1 where style = 'ST-1'", [before?.revision]);
    await approveRun(stage.own.pool, String(preview.id), 'Ada');
    await stage.applying.apply();
    expect(nameInJoor()).toBe('Renamed');
  });
});

describe('a planner', () => {
  it('says that it is there for as long as JOOR takes to answer', async () => {
    await stage.stock(renamed);
    let answer: () => void = () => undefined;
    stage.beforeLists = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const running = stage.run();
    await eventually(async () => (await stage.states())[0]?.startsWith('planning'));
    await stage.own.pool.query(
      "update runs set touched_at = now() - interval '3 minutes' where state = 'planning'",
    );
    await eventually(async () => {
      const [run] = await stage.own.rows(
        "select touched_at > now() - interval '1 minute' as fresh from runs where state = 'planning'",
      );
      return run?.fresh === true;
    });
    expect(await claimRun(stage.own.pool)).toBeNull();
    answer();
    expect(await running).toMatchObject({ state: 'running' });
  });

  it('that stumbles tries what the schedule has asked for again, and tells a person', async () => {
    await stage.stock(renamed);
    stage.listsProblem = new TypeError('broken');
    expect(await stage.run()).toMatchObject({
      state: 'queued',
      error: expect.stringContaining('tried again by itself'),
    });
    await stage.own.pool.query("delete from runs where state = 'queued'");
    expect(await stage.run({ trigger: 'person' })).toMatchObject({ state: 'failed' });
    expect(stage.applying.counted.runs.slice(-2)).toEqual(['put-off', 'failed']);
  });
});
