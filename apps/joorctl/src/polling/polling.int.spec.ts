import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';

const POLLING = {
  connectionId: 'con_1',
  world: 'sandbox',
  cursor: null,
  health: { state: 'unauthorized', sentence: 'JOOR refuses the token: enter a new one.' },
};
const BACKFILL = {
  backfillId: 'b-1',
  connectionId: 'con_1',
  from: '2026-11-01T00:00:00.000Z',
  to: '2026-11-24T15:00:00.000Z',
  state: 'waiting',
  sentence: '',
};

let installation: FakeInstallation;
beforeAll(async () => {
  installation = await fakeInstallation({
    poller: {
      'POST /v1/connections/con_1/poll': { status: 202, body: POLLING },
      'POST /v1/connections/con_2/poll': {
        status: 409,
        body: { title: 'Conflict', detail: 'The connection is switched off.' },
      },
      'POST /v1/connections/con_1/backfills': { status: 201, body: BACKFILL },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => installation.poller.asked.splice(0));

it('polls, and says how the polling stands', async () => {
  const { code, out } = await installation.joorctl('poll', 'con_1');
  expect(code).toBe(0);
  expect(out).toContain('con_1 is polled as soon as possible.');
  expect(out).toMatch(/published up to +nothing yet/);
  expect(out).toContain('unauthorized: JOOR refuses the token');
  expect(JSON.parse((await installation.joorctl('poll', 'con_1', '--json')).out)).toEqual(POLLING);
});

it('says why a connection is not polled', async () => {
  const { code, err } = await installation.joorctl('poll', 'con_2');
  expect([code, err]).toEqual([3, 'joor-poller answered 409: The connection is switched off.\n']);
});

it('fetches a range of time again, up to now when nothing else is said', async () => {
  const { code, out } = await installation.joorctl('backfill', 'con_1', '--from', '2026-11-01');
  expect(code).toBe(0);
  expect(out).toContain('Backfill b-1 is waiting.');
  expect(installation.poller.asked).toMatchObject([
    { body: { from: '2026-11-01T00:00:00.000Z', to: '2026-11-24T15:00:00.000Z' } },
  ]);
});

it('needs to know from when on', async () => {
  const { code, err } = await installation.joorctl('backfill', 'con_1');
  expect([code, err]).toEqual([2, expect.stringContaining('--from')]);
});
