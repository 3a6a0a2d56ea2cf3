import { SendGate } from './send-gate.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Lets so many through. */
const openFor = (count: number) => {
  let left = count;
  return () => {
    left -= 1;
    if (left < 0) throw new Error('over');
  };
};

it.each([1, 2, 4])(
  'keeps what was sent before it closed, and begins nothing after, %p at once',
  async (limit) => {
    const gate = new SendGate(openFor(2));
    const begun: number[] = [];
    const results = await gate.each([0, 1, 2, 3, 4, 5], limit, async (item) => {
      begun.push(item);
      await turn();
      gate.pass();
      await turn();
      return item;
    });
    expect(results).toEqual([0, 1, null, null, null, null]);
    expect(begun.length).toBeLessThanOrEqual(2 + limit);
    expect(() => gate.finish()).not.toThrow();
  },
);

it('tells why nothing at all was sent', async () => {
  const gate = new SendGate(openFor(0));
  expect(await gate.each([0, 1], 2, async () => gate.pass())).toEqual([null, null]);
  expect(() => gate.finish()).toThrow('over');
});

it('hides no failure that is not its own', async () => {
  const gate = new SendGate(openFor(1));
  const failing = gate.each([0], 1, async () => {
    gate.pass();
    throw new TypeError('a bug');
  });
  await expect(failing).rejects.toThrow('a bug');
});

it('stands open where nobody asks', async () => {
  const gate = new SendGate(undefined);
  const send = async (item: number) => {
    gate.pass();
    return item;
  };
  expect(await gate.each([7], 1, send)).toEqual([7]);
  expect(() => gate.finish()).not.toThrow();
});
