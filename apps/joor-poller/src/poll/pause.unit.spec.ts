import { pauseUntil } from './pause.js';

test('a pause ends by its time', async () => {
  const began = Date.now();
  await pauseUntil(new AbortController().signal)(30);
  expect(Date.now() - began).toBeGreaterThanOrEqual(28);
});

test('a pause ends when the process is to stop, and then there are no more', async () => {
  const stopping = new AbortController();
  const pause = pauseUntil(stopping.signal);
  const waiting = pause(60_000);
  stopping.abort();
  await waiting;
  await pause(60_000);
});
