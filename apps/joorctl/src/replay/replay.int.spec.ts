import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';
import type { Reply } from '../testing/fake-service.js';

let installation: FakeInstallation;
let looks = 0;
let end = 'done';
/** What these looks get instead of the replay. */
let failures = new Map<number, Reply>();
beforeAll(async () => {
  installation = await fakeInstallation({
    router: {
      'POST /v1/replays': ({ body }) => ({
        status: 201,
        body: { id: 'r-1', state: 'running', request: body },
      }),
      'GET /v1/replays/r-1': () => {
        looks += 1;
        const failure = failures.get(looks);
        if (failure) return failure;
        const state = looks < 2 ? 'running' : end;
        const wouldDeliver = [{ connectionId: 'con_1', orderId: '7' }];
        const counts = { read: 10 * looks, matched: 3, wouldDeliver: 1 };
        return { body: { id: 'r-1', state, dryRun: true, counts, wouldDeliver, error: null } };
      },
      'POST /v1/replays/r-1/cancel': { body: { id: 'r-1', state: 'cancelled', counts: {} } },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => {
  looks = 0;
  end = 'done';
  failures = new Map();
  installation.router.asked.splice(0);
});

it('waits for the end, and says what would be delivered', async () => {
  const { code, out } = await installation.joorctl('replay', '--connection', 'con_1', '--dry-run');
  expect(code).toBe(0);
  expect(installation.router.asked[0]).toMatchObject({ body: { connectionId: 'con_1', dryRun: true } });
  expect(looks).toBe(2);
  expect(out).toContain('Replay r-1 (dry run) is done: 20 records read');
  expect(out).toContain('con_1:7');
});

it.each(['failed', 'interrupted'])('fails when the replay is %s', async (state) => {
  end = state;
  expect((await installation.joorctl('replay', '--all')).code).toBe(1);
});

it('bears that order-router is away for a moment', async () => {
  failures.set(1, { status: 503, body: { detail: 'It is starting.' } });
  const { code, out } = await installation.joorctl('replay', '--all', '--dry-run');
  expect([code, out]).toEqual([0, expect.stringContaining('Replay r-1 (dry run) is done')]);
  expect(looks).toBe(2);
});

it('names the replay when it cannot follow it, since that goes on', async () => {
  failures.set(1, { status: 404, body: { detail: 'There is no such replay.' } });
  const { code, err } = await installation.joorctl('replay', '--all');
  expect([code, err]).toEqual([
    3,
    'order-router answered 404: There is no such replay. Replay r-1 was started: see joorctl replay show r-1.\n',
  ]);
});

it('does not wait when told so', async () => {
  const { out } = await installation.joorctl('replay', 'start', '--all', '--no-wait', '--json');
  expect(JSON.parse(out)).toMatchObject({ id: 'r-1', state: 'running', request: { dryRun: false } });
  expect(looks).toBe(0);
});

it('shows and cancels a replay', async () => {
  looks = 5;
  expect((await installation.joorctl('replay', 'show', 'r-1')).out).toContain('60 records read');
  expect((await installation.joorctl('replay', 'cancel', 'r-1')).out).toContain('Replay r-1 is cancelled');
});

it('replays nothing by accident', async () => {
  const { code, err } = await installation.joorctl('replay');
  expect([code, err]).toEqual([2, expect.stringContaining('Say what to replay')]);
  expect(installation.router.asked).toEqual([]);
});
