import { countDoubles } from '@joor-bridge/sandbox';
import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make();
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const totals = () =>
  Object.fromEntries(
    Object.entries(countDoubles(stage.joor)).map(([kind, { total, doubled }]) => [kind, [total, doubled]]),
  );

describe('a style that JOOR does not have', () => {
  it('is made with everything, in JOOR’s order', async () => {
    await stage.queue([aWantedStyle('ST-1'), aWantedStyle('ST-2')]);
    await stage.apply();
    expect(stage.errors).toEqual([]);
    expect(await stage.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
  });
});
