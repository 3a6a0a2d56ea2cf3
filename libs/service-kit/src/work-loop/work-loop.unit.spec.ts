import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type ClaimedWork, Lease, type WorkPlan } from '@joor-bridge/persistence';
import { aConnectionSnapshot, eventually } from '@joor-bridge/testing';
import { type WorkEnd, WorkLoop } from './work-loop.js';

const claimed = (connectionId: string): ClaimedWork => ({
  connectionId,
  world: 'production',
  workspaceId: 'wsp_1',
  version: 1,
  failures: 0,
  requested: false,
  lease: new Lease(`lease of ${connectionId}`, Number.POSITIVE_INFINITY),
});

/** A table of work that notes what is asked of it. */
function stage(snapshots: ConnectionSnapshot[] = [], most = 2) {
  const planned: string[] = [];
  const forgotten: string[] = [];
  const finished: [string, WorkEnd][] = [];
  const reports: { ready: boolean; detail?: string }[] = [];
  const errors: string[] = [];
  const asked: number[] = [];
  let due: ClaimedWork[] = [];
  let listener: (connectionId: string) => void = () => undefined;
  let broken: Error | undefined;
  let run: (work: ClaimedWork, stopped: AbortSignal) => Promise<WorkEnd> = async () => ({ failed: false });
  const loop = new WorkLoop({
    name: 'stock pulls',
    most,
    connections: {
      all: () => snapshots,
      get: (id) => snapshots.find(({ connectionId }) => connectionId === id),
      onChange: (tell) => {
        listener = (id) => tell(id, aConnectionSnapshot());
        return () => {
          listener = () => undefined;
        };
      },
    },
    planOf: ({ connectionId, version }): WorkPlan => ({
      ...{ connectionId, version, workspaceId: 'wsp_1', world: 'production' },
      ...{ active: true, intervalMs: 1, firstAfterMs: 0 },
    }),
    work: {
      start: () => undefined,
      stop: () => undefined,
      plan: async ({ connectionId, version }) => {
        if (broken) throw broken;
        planned.push(`${connectionId} ${version}`);
      },
      forget: async () => undefined,
      claim: async (limit) => {
        asked.push(limit);
        return due.splice(0, limit);
      },
      finish: async ({ id }, end) => {
        finished.push([id, end]);
        return true;
      },
    },
    run: (work, stopped) => run(work, stopped),
    forget: async (id) => void forgotten.push(id),
    readiness: { report: (report) => void reports.push(report) },
    log: { error: (_, message) => void errors.push(message) },
  });
  return {
    ...{ loop, planned, forgotten, finished, reports, errors, asked, snapshots },
    become: (...work: ClaimedWork[]) => {
      due = work;
    },
    change: (connectionId: string) => listener(connectionId),
    runs: (how: typeof run) => {
      run = how;
    },
    breaks: (error: Error | undefined) => {
      broken = error;
    },
  };
}

describe('WorkLoop', () => {
  it('carries every connection into the table, each change of one, and that it was deleted', async () => {
    const { loop, planned, forgotten, snapshots, change } = stage([aConnectionSnapshot()]);
    loop.start();
    await eventually(() => planned.length === 1, { everyMs: 1 });
    snapshots[0] = aConnectionSnapshot({ version: 2 });
    change('con_1');
    await eventually(() => planned.length === 2, { everyMs: 1 });
    snapshots.length = 0;
    change('con_1');
    await eventually(() => forgotten.length === 1, { everyMs: 1 });
    expect([planned, forgotten]).toEqual([['con_1 1', 'con_1 2'], ['con_1']]);
    await loop.stop();
  });

  it('has what is due done, and finishes it as it ended', async () => {
    const { loop, finished, become, runs } = stage();
    runs(async () => ({ failed: true, againInMs: 7 }));
    become(claimed('con_1'));
    loop.start();
    await eventually(() => finished.length === 1, { everyMs: 1 });
    expect(finished).toEqual([['lease of con_1', { failed: true, againInMs: 7 }]]);
    await loop.stop();
  });

  it('takes no more than it may do at a time', async () => {
    const { loop, asked, become, runs } = stage([], 2);
    let end: (how: WorkEnd) => void = () => undefined;
    runs(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    become(claimed('con_1'));
    loop.start();
    await eventually(() => asked.length === 2, { everyMs: 1 });
    expect(asked).toEqual([2, 1]);
    end({ failed: false });
    await loop.stop();
  });

  it('tells work that it has to stop, and waits until it has', async () => {
    const { loop, finished, become, runs } = stage();
    let begun = false;
    runs((_, stopped) => {
      begun = true;
      return new Promise((resolve) => {
        stopped.addEventListener('abort', () => resolve({ failed: false, againInMs: 0 }));
      });
    });
    become(claimed('con_1'));
    loop.start();
    await eventually(() => begun, { everyMs: 1 });
    expect(finished).toEqual([]);
    await loop.stop();
    expect(finished).toEqual([['lease of con_1', { failed: false, againInMs: 0 }]]);
  });

  it('is not ready while the schedule cannot be read, and carries on what it could not write', async () => {
    const { loop, planned, reports, errors, breaks } = stage([aConnectionSnapshot()]);
    breaks(new Error('no database'));
    loop.start();
    await eventually(() => reports.length === 1, { everyMs: 1 });
    expect(reports[0]).toEqual({ name: 'stock pulls', ready: false, detail: 'no database' });
    expect(errors).toEqual(['the schedule of stock pulls cannot be read: no database']);
    breaks(undefined);
    await eventually(() => reports.at(-1)?.ready, { everyMs: 1 });
    expect(planned).toEqual(['con_1 1']);
    await loop.stop();
  });

  it('leaves work to its lease when its end could not be written', async () => {
    const { loop, finished, errors, become, runs } = stage();
    runs(() => Promise.reject(new Error('no database')));
    become(claimed('con_1'));
    loop.start();
    await eventually(() => errors.length === 1, { everyMs: 1 });
    expect(errors).toEqual(['one of the stock pulls could not be written down']);
    expect(finished).toEqual([]);
    await loop.stop();
  });
});
