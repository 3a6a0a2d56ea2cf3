import { JoorWorld } from '../joor/joor-world.js';
import { brandOfAccount, brandOfInstance } from './account-brand.js';

const brandInJoor = (world: 'production' | 'sandbox', account: string) =>
  new JoorWorld(world, { seed: 's', lines: [1, 2] }).sourceOf(account).brand;

it.each(['production', 'sandbox'] as const)(
  'is the brand that the orders of the %s world are made from',
  (world) => {
    expect(brandOfAccount('s', world, 'demo')).toEqual(brandInJoor(world, 'demo'));
  },
);

it("gives a warehouse system the goods of its account, and its twin those of the sandbox world's", () => {
  expect(brandOfInstance('s', 'demo')).toEqual(brandInJoor('production', 'demo'));
  expect(brandOfInstance('s', 'demo-sandbox')).toEqual(brandInJoor('sandbox', 'demo'));
  expect(brandOfInstance('s', 'demo-sandbox')).not.toEqual(brandOfInstance('s', 'demo'));
});
