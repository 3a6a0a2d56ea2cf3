import type { Route } from './route.js';
import type { Steered } from './steered.js';

/** What has happened: effects by destination, requests by target. */
export function countRoutes(sandbox: Steered): readonly Route[] {
  const { effects, requests } = sandbox;
  return [
    {
      route: 'GET /control/effects',
      answer: ({ query }) => {
        const destination = query.get('destination') ?? undefined;
        return {
          ...effects.totals(destination),
          byDestination: Object.fromEntries(
            effects.destinations().map((name) => [name, effects.totals(name)]),
          ),
          ...(query.has('list') && { effects: listed(sandbox, destination, query) }),
        };
      },
    },
    { route: 'DELETE /control/effects', answer: () => effects.clear() },
    { route: 'GET /control/requests', answer: () => ({ targets: requests.all() }) },
    { route: 'DELETE /control/requests', answer: () => requests.clear() },
    {
      route: 'GET /control/status',
      answer: () => ({ urls: sandbox.urls, effects: effects.totals(), targets: requests.all() }),
    },
    { route: 'POST /control/reset', answer: () => sandbox.reset() },
  ];
}

/** `list=all`, or `list=duplicates` for what happened more than once; `externalId` for one order. */
function listed({ effects }: Steered, destination: string | undefined, query: URLSearchParams) {
  const externalId = query.get('externalId');
  const least = query.get('list') === 'duplicates' ? 2 : 1;
  return effects
    .list(destination)
    .filter((effect) => effect.count >= least && (externalId === null || effect.externalId === externalId))
    .map((effect) => ({
      ...effect,
      firstAt: new Date(effect.firstAt).toISOString(),
      lastAt: new Date(effect.lastAt).toISOString(),
    }));
}
