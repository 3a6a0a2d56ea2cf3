import { type Brand, makeBrand } from './brand.js';

/** Seed of everything that is generated for one account of JOOR's. */
export const accountSeed = (seed: string | number, world: string, account: string): string =>
  `${seed}:${world}:${account}`;

/** The brand of an account of JOOR's: the same that its orders are made from. */
export const brandOfAccount = (seed: string | number, world: string, account: string): Brand =>
  makeBrand(accountSeed(seed, world, account));

/**
 * The brand whose goods a generic warehouse system has: that of the account of the same name, `demo` for the
 * production world and `demo-sandbox` for the sandbox world.
 */
export function brandOfInstance(seed: string | number, name: string): Brand {
  const twin = /^(.+)-sandbox$/.exec(name)?.[1];
  return twin === undefined
    ? brandOfAccount(seed, 'production', name)
    : brandOfAccount(seed, 'sandbox', twin);
}
