import { Endpoint } from '../http/endpoint.js';
import { PullFailed } from '../pull-failed.js';
import { json, type Script, ScriptedDispatcher } from '../testing/scripted-dispatcher.js';
import { PullReader } from './pull-reader.js';

/** A reader whose pauses are noted and not waited for; a throttled answer asks for `x-pause` milliseconds. */
function reading(answer: (count: number) => Script) {
  const dispatcher = new ScriptedDispatcher((_, count) => answer(count));
  const slept: number[] = [];
  const reader = new PullReader({
    endpoint: new Endpoint({
      url: 'https://wms.example',
      dispatcher,
      timeoutMs: 1_000,
      maxAnswerBytes: 1_000,
      secrets: ['sesame'],
    }),
    what: 'The stock',
    headers: () => ['authorization', 'Bearer sesame'],
    pauseOf: (reply) => {
      const pause = reply.header('x-pause');
      return pause === null ? null : Number(pause);
    },
    sleep: async (ms) => void slept.push(ms),
  });
  return { get: () => reader.json('/stock', null), slept, sent: dispatcher.sent };
}
const throttled = (ms: number, status = 429) => json(status, {}, { 'x-pause': String(ms) });
const well = json(200, { levels: [] });
const failing = (act: () => Promise<unknown>) =>
  act().then(
    () => null,
    (error: unknown) => error,
  );

it('gives the answer as JSON', async () => {
  const { get, slept } = reading(() => well);
  expect(await get()).toEqual({ levels: [] });
  expect(slept).toEqual([]);
});

it.each([429, 503])('waits as often as a %d asks for it, up to a minute in all', async (status) => {
  const { get, slept } = reading((count) => (count < 4 ? throttled(15_000, status) : well));
  expect(await get()).toEqual({ levels: [] });
  expect(slept).toEqual([15_000, 15_000, 15_000, 15_000]);
});

it('gives up when the pauses of all its pages together are longer', async () => {
  const { get, slept } = reading((count) => (count % 2 === 0 ? throttled(25_000) : well));
  await get();
  await get();
  expect(await failing(get)).toMatchObject({ kind: 'unavailable', retryAfterMs: 25_000 });
  expect(slept).toEqual([25_000, 25_000]);
});

it('does not storm when it is asked to wait for no time', async () => {
  const { get, slept, sent } = reading(() => throttled(0));
  expect(await failing(get)).toBeInstanceOf(PullFailed);
  expect(new Set(slept)).toEqual(new Set([100]));
  expect(sent).toHaveLength(601);
});

it('asks twice more where the answer fails, each time after a longer pause', async () => {
  const { get, slept, sent } = reading(() => json(500, { message: 'it was sesame' }));
  expect(await failing(get)).toMatchObject({
    kind: 'unavailable',
    message: 'The stock cannot be read: answered 500: it was ***. It is tried again later.',
    retryAfterMs: null,
  });
  expect(slept).toEqual([250, 1_000]);
  expect(sent).toHaveLength(3);
});

it('counts failures page by page', async () => {
  const { get } = reading((count) => (count % 3 === 2 ? well : json(502, {})));
  for (let page = 0; page < 4; page += 1) expect(await get()).toEqual({ levels: [] });
});

it.each<[Script, string]>([
  [json(401, {}), 'unauthorized'],
  [json(403, {}), 'unauthorized'],
  [json(404, {}), 'refused'],
  [json(410, {}), 'refused'],
  [json(422, {}), 'refused'],
  [json(301, {}), 'refused'],
  [{ status: 200, body: '{' }, 'malformed'],
  [{ status: 200, body: ' '.repeat(2_000) }, 'malformed'],
])('asks only once where %j will not become better', async (script, kind) => {
  const { get, sent } = reading(() => script);
  expect(await failing(get)).toMatchObject({ kind, name: 'PullFailed' });
  expect(sent).toHaveLength(1);
});

it.each<[Script]>([
  [{ broken: 'reset' }],
  [{ refused: 'ECONNREFUSED' }],
  [json(408, {})],
  [json(425, {})],
  [json(429, {})],
])('is unavailable at %j', async (script) => {
  expect(await failing(reading(() => script).get)).toMatchObject({ kind: 'unavailable' });
});
