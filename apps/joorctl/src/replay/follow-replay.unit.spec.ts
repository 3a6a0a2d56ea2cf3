import { CommandFailed, EXIT } from '../program/exit-code.js';
import type { ServiceAnswer } from '../service/service-client.js';
import { followReplay } from './follow-replay.js';

const STARTED = { id: 'r 1', state: 'running' };
const away = new CommandFailed('order-router cannot be reached', EXIT.unreachable);
const answer = (state: string): ServiceAnswer => ({ status: 200, etag: null, body: { id: 'r 1', state } });

/** Follows a replay whose looks come to these answers, the last one again and again. */
async function following(...looks: (ServiceAnswer | Error)[]) {
  const paths: string[] = [];
  const waits: number[] = [];
  const get = async (path: string) => {
    const look = looks[Math.min(paths.push(path), looks.length) - 1];
    if (look === undefined || look instanceof Error) throw look;
    return look;
  };
  const wait = async (ms: number) => waits.push(ms);
  const end = await followReplay({ get }, STARTED, wait).then(
    (replay) => replay,
    (error: unknown) => error,
  );
  return { end, paths, waits };
}

it('looks every half second until the end', async () => {
  const { end, paths, waits } = await following(answer('running'), answer('running'), answer('done'));
  expect(end).toMatchObject({ state: 'done' });
  expect(paths).toEqual(['/v1/replays/r%201', '/v1/replays/r%201', '/v1/replays/r%201']);
  expect(waits).toEqual([500, 500, 500]);
});

it('looks later and later while nobody answers, and starts anew when somebody does', async () => {
  const { end, waits } = await following(away, away, answer('running'), away, answer('done'));
  expect(end).toMatchObject({ state: 'done' });
  expect(waits).toEqual([500, 1_000, 2_000, 500, 1_000]);
});

it('gives up after ten failures in a row, and says which replay goes on', async () => {
  const { end, waits } = await following(away);
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
  expect(end).toMatchObject({
    exitCode: EXIT.unreachable,
    message: 'order-router cannot be reached. Replay r 1 was started: see joorctl replay show r 1.',
    cause: away,
  });
});

it('does not ask again after a refusal', async () => {
  const refused = new CommandFailed('order-router refuses the API key', EXIT.refused);
  const { end, paths } = await following(refused);
  expect(paths).toHaveLength(1);
  expect(end).toMatchObject({ exitCode: EXIT.refused, message: expect.stringContaining('Replay r 1') });
});

it('leaves a bug as it is', async () => {
  const bug = new TypeError('x is undefined');
  expect((await following(bug)).end).toBe(bug);
});
