import { PullFailed } from '../pull-failed.js';
import { checkPull } from './check-pull.js';

/** A list that fails at its first page. */
const failing = (error: Error): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
});

it('is content with the first page and reads no other', async () => {
  let read = 0;
  async function* pages() {
    for (;;) {
      read += 1;
      yield read;
    }
  }
  expect(await checkPull('Its stock', pages())).toEqual({ ok: true, message: 'Its stock can be read.' });
  expect(read).toBe(1);
});

it('is content with a list that has no page', async () => {
  const none = {
    [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) as const }),
  };
  expect(await checkPull('Its stock', none)).toMatchObject({ ok: true });
});

it('says why a list cannot be read', async () => {
  const failure = new PullFailed('refused', 'The stock cannot be read: answered 404.');
  expect(await checkPull('Its stock', failing(failure))).toEqual({
    ok: false,
    message: 'The stock cannot be read: answered 404.',
  });
});

it('does not hide a mistake of ours', async () => {
  await expect(checkPull('Its stock', failing(new TypeError('a mistake')))).rejects.toThrow(TypeError);
});
