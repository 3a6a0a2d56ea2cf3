import { Random } from '../random/random.js';
import { type Buyer, makeBuyers } from './buyers.js';
import { makeStyles, type Style } from './catalogue.js';
import { BRAND_NAMES, PEOPLE, SEASONS } from './names.js';

/** A brand with what its orders are made from. The same seed gives the same brand. */
export interface Brand {
  readonly name: string;
  readonly division: { readonly name: string; readonly code: string };
  readonly styles: readonly Style[];
  readonly buyers: readonly Buyer[];
  readonly reps: readonly { readonly name: string; readonly code: string }[];
  readonly seasons: readonly (readonly [code: string, name: string])[];
}

export function makeBrand(seed: string | number): Brand {
  const random = new Random(`brand:${seed}`);
  return {
    name: random.pick(BRAND_NAMES),
    division: random.pick([
      { name: 'WOMEN', code: 'WMN' },
      { name: 'MEN', code: 'MEN' },
    ]),
    styles: makeStyles(random.fork('styles'), 24),
    buyers: makeBuyers(random.fork('buyers'), 30),
    reps: PEOPLE.slice(0, 3).map((name, index) => ({ name, code: `REP${index + 1}` })),
    seasons: SEASONS,
  };
}
