import { RetryLater } from '@joor-bridge/messaging';
import fc from 'fast-check';
import { inHalves } from './in-halves.js';

/** Works on numbers; a group with a bad one in it fails as a whole. */
async function run(group: readonly number[], bad: ReadonlySet<number>, failure: (at: number) => Error) {
  const done: number[] = [];
  const refused: number[] = [];
  let statements = 0;
  const work = async (part: readonly number[]) => {
    statements += 1;
    const found = part.find((at) => bad.has(at));
    if (found !== undefined) throw failure(found);
    done.push(...part);
  };
  const error = await inHalves(group, work, (at) => void refused.push(at)).catch((thrown: unknown) => thrown);
  return { done, refused, statements, error };
}

const unexpected = (at: number) => new Error(`no ${at}`);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

it('works on a good group at once, and on none not at all', async () => {
  expect(await run(upTo(200), new Set(), unexpected)).toMatchObject({ done: upTo(200), statements: 1 });
  expect(await run([], new Set(), unexpected)).toMatchObject({ statements: 0, error: undefined });
});

it('finds one bad member of 200 in a few steps', async () => {
  const { done, refused, statements } = await run(upTo(200), new Set([137]), unexpected);
  expect(done).toEqual(upTo(200).filter((at) => at !== 137));
  expect(refused).toEqual([137]);
  expect(statements).toBeLessThanOrEqual(17);
});

it('does every good member once, in order, and refuses every bad one', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ max: 40, min: 0 }), fc.array(fc.nat({ max: 39 })), async (count, bad) => {
      const { done, refused } = await run(upTo(count), new Set(bad), unexpected);
      expect(done).toEqual(upTo(count).filter((at) => !bad.includes(at)));
      expect(refused).toEqual(upTo(count).filter((at) => bad.includes(at)));
    }),
  ));

it('leaves a transient failure to its caller: it is nobody’s fault', async () => {
  const { done, refused, statements, error } = await run(upTo(8), new Set([3]), () => new RetryLater('down'));
  expect({ done, refused, statements }).toEqual({ done: [], refused: [], statements: 1 });
  expect(error).toEqual(new RetryLater('down'));
});
