import { readInstanceSettings } from '../generic-wms/instance-settings.js';
import { readSkubanaSettings } from '../skubana/skubana-settings.js';
import type { SkubanaWorld } from '../skubana/skubana-world.js';
import { BadRequest } from './fields.js';
import { goodsRoutes } from './goods-routes.js';
import { pushRoutes } from './push-routes.js';
import type { Asked, Route } from './route.js';
import type { Steered } from './steered.js';

/** How the warehouse systems behave. Secrets of the sandbox are no secrets. */
export function wmsRoutes(sandbox: Steered): readonly Route[] {
  const instanceOf = ({ parameters }: Asked) => sandbox.generic.instance(parameters.name ?? '');
  const skubanaOf = ({ parameters: { world } }: Asked): SkubanaWorld => {
    if (world === 'production' || world === 'sandbox') return sandbox.skubana[world];
    throw new BadRequest(`no Skubana world ${world}; there are production and sandbox`);
  };
  return [
    { route: 'GET /control/wms/{name}', answer: (asked) => instanceOf(asked).settings },
    {
      route: 'PUT /control/wms/{name}',
      answer: (asked) => {
        const instance = instanceOf(asked);
        instance.settings = readInstanceSettings(asked.body, instance.settings);
        return instance.settings;
      },
    },
    { route: 'GET /control/skubana/{world}', answer: (asked) => skubanaOf(asked).settings },
    {
      route: 'PUT /control/skubana/{world}',
      answer: (asked) => {
        const world = skubanaOf(asked);
        world.settings = readSkubanaSettings(asked.body, world.settings);
        return world.settings;
      },
    },
    {
      route: 'POST /control/skubana/{world}/codes',
      answer: (asked) => ({ code: skubanaOf(asked).newCode() }),
    },
    ...goodsRoutes('/control/wms/{name}', instanceOf),
    ...goodsRoutes('/control/skubana/{world}', (asked) => skubanaOf(asked).goods),
    ...pushRoutes(instanceOf),
  ];
}
