import { readAhead } from './read-ahead.js';

/** Pages that tell when they are asked for. */
function pagesOf(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const told: string[] = [];
  async function* pages() {
    try {
      for (let at = 1; at <= count; at += 1) {
        told.push(`asked ${at}`);
        if (at === failsAt) throw new Error(`page ${at} failed`);
        yield at;
      }
    } finally {
      told.push('closed');
    }
  }
  return { told, pages: pages() };
}

test('a page is asked for while the one before is worked on', async () => {
  const { told, pages } = pagesOf(3);
  for await (const page of readAhead(pages)) {
    await Promise.resolve();
    told.push(`worked on ${page}`);
  }
  expect(told).toEqual([
    'asked 1',
    'asked 2',
    'worked on 1',
    'asked 3',
    'worked on 2',
    'closed',
    'worked on 3',
  ]);
});

test('no pages are none', async () => {
  const { pages } = pagesOf(0);
  for await (const _ of readAhead(pages)) throw new Error('there is a page');
});

test('a page that fails is told in its turn, after those before it', async () => {
  const { pages } = pagesOf(3, 3);
  const seen: number[] = [];
  const reading = (async () => {
    for await (const page of readAhead(pages)) seen.push(page);
  })();
  await expect(reading).rejects.toThrow('page 3 failed');
  expect(seen).toEqual([1, 2]);
});

test('who stops in the middle closes the pages, and what fails behind him is nobody’s', async () => {
  const { told, pages } = pagesOf(3, 2);
  const reading = (async () => {
    for await (const _ of readAhead(pages)) throw new Error('it was enough');
  })();
  await expect(reading).rejects.toThrow('it was enough');
  expect(told).toEqual(['asked 1', 'asked 2', 'closed']);
});
