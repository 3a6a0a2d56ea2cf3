import { CommandFailed, EXIT } from '../program/exit-code.js';
import { field, type Row } from './fields.js';
import { follow } from './follow.js';
import type { ServiceAnswer } from './service-client.js';

const away = new CommandFailed('product-service cannot be reached.', EXIT.unreachable);
const isUnderWay = (row: Row) => field(row, 'state') === 'planning';

/** Follows work whose looks come to these, the last one again and again. */
async function following(started: Row, ...looks: (unknown | Error)[]) {
  const paths: string[] = [];
  const waits: number[] = [];
  const get = async (path: string): Promise<ServiceAnswer> => {
    const look = looks[Math.min(paths.push(path), looks.length) - 1];
    if (look instanceof Error) throw look;
    return { status: 200, etag: null, body: look };
  };
  const work = { path: '/v1/runs/7', what: 'The run', isUnderWay, lost: 'Run 7 was asked for.' };
  const end = await follow({ get }, started, work, async (ms) => waits.push(ms)).catch(
    (error: unknown) => error,
  );
  return { end, paths, waits };
}

it('does not look again at what is over', async () => {
  const { end, paths } = await following({ state: 'done' });
  expect([end, paths]).toEqual([{ state: 'done' }, []]);
});

it('gives what the last look saw', async () => {
  const last = { state: 'waiting-for-approval', ask: 'Look.' };
  const { end, paths, waits } = await following({ state: 'planning' }, { state: 'planning' }, last);
  expect(end).toEqual(last);
  expect(paths).toEqual(['/v1/runs/7', '/v1/runs/7']);
  expect(waits).toEqual([500, 500]);
});

it('bears a service that is away for a moment', async () => {
  const { end, waits } = await following({ state: 'planning' }, away, away, { state: 'done' });
  expect([end, waits]).toEqual([{ state: 'done' }, [500, 1_000, 2_000]]);
});

it('says what was asked for when it gives up', async () => {
  const { end, paths } = await following({ state: 'planning' }, away);
  expect(paths).toHaveLength(10);
  expect(end).toMatchObject({
    exitCode: EXIT.unreachable,
    message: 'product-service cannot be reached. Run 7 was asked for.',
  });
});

it('does not take an answer of another version for the work', async () => {
  const { end, paths } = await following({ state: 'planning' }, ['no', 'run']);
  expect(paths).toHaveLength(1);
  expect(end).toMatchObject({
    message: expect.stringMatching(/^The run came in a shape .* Run 7 was asked for\.$/),
  });
});
