import type { JoorAccount } from '../joor/joor-account.js';
import type { JoorWorld } from '../joor/joor-world.js';
import type { Asked } from './route.js';
import type { Steered } from './steered.js';
import { worldNamed } from './world-named.js';

/** The world and account that a path names; the account is opened at first mention. @throws BadRequest */
export function accountNamed(
  sandbox: Steered,
  { parameters }: Asked,
): { readonly world: JoorWorld; readonly account: JoorAccount } {
  const world = worldNamed(sandbox, parameters.world);
  return { world, account: world.account(parameters.account ?? '') };
}
