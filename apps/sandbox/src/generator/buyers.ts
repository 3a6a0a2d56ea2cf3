import type { Random } from '../random/random.js';
import * as names from './names.js';

export interface Door {
  readonly id: number;
  readonly name: string;
  readonly code: string | null;
}

/** A shop that buys: a boutique with one door, or a department store with several. */
export interface Buyer {
  readonly name: string;
  /** The brand's own code for the customer; blank for some, as in real accounts. */
  readonly code: string;
  readonly group: { readonly name: string; readonly code: string };
  readonly person: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly city: (typeof names.CITIES)[number];
  readonly doors: readonly Door[];
  readonly currency: (typeof names.CURRENCIES)[number];
  readonly terms: (typeof names.TERMS)[number];
  readonly warehouse: readonly [name: string, code: string];
}

const BLANK_CODE_SHARE = 0.12;

export function makeBuyers(random: Random, count: number): readonly Buyer[] {
  return Array.from({ length: count }, (_, index) => {
    const department = random.chance(0.2);
    const city = random.pick(names.CITIES);
    const name = department
      ? random.pick(names.DEPARTMENT_STORES)
      : `${random.pick(names.SHOP_WORDS)} ${random.pick(names.SHOP_KINDS)}`;
    return {
      name,
      code: random.chance(BLANK_CODE_SHARE) ? '' : `C${String(1000 + index)}`,
      group: department ? { name: 'Department Store', code: 'DEP' } : { name: 'Specialty', code: 'SPC' },
      person: random.pick(names.PEOPLE),
      email: `buying${index}@shop.example`,
      phone: `+1503555${String(100 + index).padStart(4, '0')}`,
      street: `${random.int(1, 400)} ${random.pick(names.STREETS)}`,
      city,
      doors: doorsOf(random, department, 300 + index * 10, city[0]),
      currency: random.weighted(names.CURRENCIES.map((c) => [c, c[0] === 'USD' ? 7 : 1] as const)),
      terms: random.pick(names.TERMS),
      warehouse: random.chance(0.1) ? ['Default', ''] : random.pick(names.WAREHOUSES),
    };
  });
}

function doorsOf(random: Random, department: boolean, firstId: number, city: string): readonly Door[] {
  if (!department) return [{ id: firstId, name: 'Main', code: null }];
  return Array.from({ length: random.int(2, 5) }, (_, index) => ({
    id: firstId + index,
    name: `${city} ${index + 1}`,
    code: `D${String(index + 1).padStart(2, '0')}`,
  }));
}
