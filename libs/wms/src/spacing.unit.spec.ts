import { Spacing } from './spacing.js';

function aSpacing(perSecond: number) {
  let now = 0;
  const slept: number[] = [];
  const spacing = new Spacing(
    perSecond,
    () => now,
    async (ms) => slept.push(ms),
  );
  const pass = (ms: number) => {
    now += ms;
  };
  return { spacing, slept, pass };
}

it('lets the first through at once and each that asks meanwhile a gap later', async () => {
  const { spacing, slept } = aSpacing(4);
  await Promise.all([spacing.turn(), spacing.turn(), spacing.turn()]);
  expect(slept).toEqual([250, 500]);
});

it('saves nothing up while nobody asks', async () => {
  const { spacing, slept, pass } = aSpacing(4);
  await spacing.turn();
  pass(10_000);
  await spacing.turn();
  await spacing.turn();
  expect(slept).toEqual([250]);
});

it('waits for the rest of a gap only, never too short', async () => {
  const { spacing, slept, pass } = aSpacing(3);
  await spacing.turn();
  pass(300);
  await spacing.turn();
  expect(slept).toEqual([34]);
});
