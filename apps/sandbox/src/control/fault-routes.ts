import type { FaultSet, FaultStatement } from '../faults/fault-set.js';
import { BadRequest } from './fields.js';
import type { Asked, Route } from './route.js';
import type { Steered } from './steered.js';

/** Faults by target. `PUT` replaces all of the target's: one fault, or an array of them. */
export function faultRoutes(sandbox: Steered): readonly Route[] {
  const faultsOf = ({ parameters }: Asked): FaultSet => {
    const found = sandbox.faultsOf(parameters.target ?? '');
    if (found) return found;
    const names = sandbox.faultSets().map(({ target }) => target);
    throw new BadRequest(`no target ${parameters.target}; there are ${names.join(', ')} and wms-{name}`);
  };
  return [
    {
      route: 'GET /control/faults',
      answer: () => Object.fromEntries(sandbox.faultSets().map((set) => [set.target, set.list()])),
    },
    {
      route: 'DELETE /control/faults',
      answer: () => {
        for (const set of sandbox.faultSets()) set.clear();
      },
    },
    { route: 'GET /control/faults/{target}', answer: (asked) => faultsOf(asked).list() },
    {
      route: 'PUT /control/faults/{target}',
      answer: (asked) => {
        const set = faultsOf(asked);
        const statements = Array.isArray(asked.body) ? asked.body : [asked.body];
        set.set(statements as readonly FaultStatement[]);
        return set.list();
      },
    },
    { route: 'DELETE /control/faults/{target}', answer: (asked) => faultsOf(asked).clear() },
  ];
}
