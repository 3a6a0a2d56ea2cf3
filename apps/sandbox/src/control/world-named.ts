import type { JoorWorld } from '../joor/joor-world.js';
import { BadRequest } from './fields.js';
import type { Steered } from './steered.js';

/** @throws BadRequest */
export function worldNamed(sandbox: Steered, name: string | undefined): JoorWorld {
  if (name === 'production' || name === 'sandbox') return sandbox.joor[name];
  throw new BadRequest(`no JOOR world ${name}; there are production and sandbox`);
}
