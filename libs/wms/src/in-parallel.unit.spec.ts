import { inParallel } from './in-parallel.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it('gives results in the order of the items, whatever is done first', async () => {
  const rounds = [3, 1, 2];
  const results = await inParallel(rounds, 3, async (count) => {
    for (let at = 0; at < count; at += 1) await turn();
    return `took ${count}`;
  });
  expect(results).toEqual(['took 3', 'took 1', 'took 2']);
});

it('has no more under way than the limit, and uses it', async () => {
  let underWay = 0;
  let most = 0;
  await inParallel(Array.from({ length: 20 }), 4, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await turn();
    underWay -= 1;
  });
  expect(most).toBe(4);
});

it('begins nothing more after a failure, waits for what is under way, then fails', async () => {
  const begun: number[] = [];
  const done: number[] = [];
  const work = inParallel([0, 1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    if (item === 0) throw new Error('stopped');
    await turn();
    await turn();
    done.push(item);
  });
  await expect(work).rejects.toThrow('stopped');
  expect(begun).toEqual([0, 1]);
  expect(done).toEqual([1]);
});

it('does nothing for nothing', async () => {
  await expect(inParallel([], 4, () => Promise.reject(new Error('never')))).resolves.toEqual([]);
});
