import fc from 'fast-check';
import { orderListAnswer } from '../parse/fixtures/order-list-answer.js';
import { type OrderPage, parsePage } from '../parse/parse-page.js';
import { pagesOf } from './pages-of.js';

const [example] = orderListAnswer.orders;
const record = (id: number | string) => ({ ...example, order_id: id });
const page = (ids: readonly (number | string)[]): OrderPage => parsePage({ orders: ids.map(record) });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

/** Collects the ids of all pages, at most `limit` pages. */
async function collect(fetch: (start: number, count: number) => OrderPage, options = {}) {
  const ids: string[] = [];
  for await (const { orders } of pagesOf(async (start, count) => fetch(start, count), options)) {
    ids.push(...orders.map(({ orderId }) => orderId));
  }
  return ids;
}
const text = (ids: readonly number[]) => ids.map(String);

describe('the end of the list', () => {
  test.each([0, 1, 49, 50, 51, 95, 96, 500])('%d orders come once each', async (total) => {
    const all = range(0, total);
    expect(await collect((start, count) => page(all.slice(start, start + count)))).toEqual(text(all));
  });

  test('is a short page, in one request', async () => {
    const starts: number[] = [];
    await collect((start, count) => {
      starts.push(start);
      return page(range(0, 20).slice(start, start + count));
    });
    expect(starts).toEqual([0]);
  });

  test('is a page that repeats: a JOOR that ignores start_from', async () => {
    let requests = 0;
    const ids = await collect(() => {
      requests += 1;
      return page(range(0, 50));
    });
    expect(ids).toEqual(text(range(0, 50)));
    expect(requests).toBe(2);
  });

  test('must come: beyond the page limit is an error', async () => {
    const endless = (start: number, count: number) => page(range(start, start + count));
    await expect(collect(endless, { maxPages: 7 })).rejects.toMatchObject({ kind: 'malformed' });
  });
});

test('records that cannot be read count as records of the page, once', async () => {
  const all = range(0, 60).map((id) => (id % 2 ? record(id) : { ...record(id), order_total: 'much' }));
  const fetch = async (start: number, count: number) =>
    parsePage({ orders: all.slice(start, start + count) });
  const found = { orders: 0, unreadable: 0 };
  for await (const part of pagesOf(fetch)) {
    found.orders += part.orders.length;
    found.unreadable += part.unreadable.length;
  }
  expect(found).toEqual({ orders: 30, unreadable: 30 });
});

test('a failure in the middle ends the list with it', async () => {
  const fetch = (start: number, count: number) => {
    if (start > 0) throw new Error('503');
    return page(range(0, count));
  };
  await expect(collect(fetch)).rejects.toThrow('503');
});

describe('orders that leave the window while it is paged through', () => {
  /** Runs the pager over a list from which `leavings[n]` are removed before request n. */
  async function pageWhileShrinking(
    total: number,
    leavings: readonly (readonly number[])[],
    options: object,
  ) {
    let list = range(0, total);
    let request = 0;
    const ids = await collect((start, count) => {
      const gone = new Set(leavings[request] ?? []);
      request += 1;
      list = list.filter((id) => !gone.has(id));
      return page(list.slice(start, start + count));
    }, options);
    return { ids, stayed: list };
  }

  test('do not make it skip any that stay, even when more leave than pages overlap', async () => {
    const { ids, stayed } = await pageWhileShrinking(200, [[], range(0, 40), [], range(60, 120)], {});
    expect(ids).toEqual(expect.arrayContaining(text(stayed)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('do not make it take a page beyond a gap for one that joins', async () => {
    const gone = [[], [], [0, 3, 4, 5], [1, 2, 6, 7, 8, 9, 10]];
    const { ids, stayed } = await pageWhileShrinking(21, gone, { pageSize: 10, overlap: 2 });
    expect(ids).toEqual(expect.arrayContaining(text(stayed)));
  });

  test('whatever leaves and when, all that stay are found, once', async () => {
    const leavings = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 79 }), { maxLength: 12 }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 80 }), leavings, async (total, gone) => {
        const { ids, stayed } = await pageWhileShrinking(total, gone, { pageSize: 10, overlap: 2 });
        expect(ids).toEqual(expect.arrayContaining(text(stayed)));
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 500 },
    );
  });
});
