import { FaultSet } from '../faults/fault-set.js';
import { type Answer, type Call, json, text } from '../http/exchange.js';
import type { Target } from '../http/simulated-server.js';
import { countRoutes } from './count-routes.js';
import { faultRoutes } from './fault-routes.js';
import { BadRequest } from './fields.js';
import { joorRoutes } from './joor-routes.js';
import { match, type Route } from './route.js';
import { statusPage } from './status-page.js';
import type { Steered } from './steered.js';
import { wmsRoutes } from './wms-routes.js';

/** The HTTP API by which a test, or a person, steers the sandbox. */
export class ControlApi implements Target {
  readonly name = 'control';
  readonly faults: FaultSet;
  private readonly routes: readonly Route[];

  constructor(private readonly sandbox: Steered) {
    const plain = () => text(503, 'Service Unavailable');
    this.faults = new FaultSet(this.name, { throttled: plain, unauthorised: plain });
    this.routes = [
      ...countRoutes(sandbox),
      ...faultRoutes(sandbox),
      ...joorRoutes(sandbox),
      ...wmsRoutes(sandbox),
    ];
  }

  route(call: Call): string {
    return `${call.method} ${call.path}`;
  }

  async handle(call: Call): Promise<Answer> {
    if (call.method === 'GET' && call.path === '/') return statusPage(this.sandbox);
    try {
      for (const route of this.routes) {
        const parameters = match(route, call);
        if (!parameters) continue;
        return json(200, (await route.answer({ parameters, query: call.query, body: bodyOf(call) })) ?? {});
      }
    } catch (error) {
      if (error instanceof BadRequest) return json(400, { message: error.message });
      throw error;
    }
    return json(404, {
      message: `no ${call.method} ${call.path}`,
      routes: this.routes.map(({ route }) => route),
    });
  }
}

function bodyOf(call: Call): unknown {
  if (call.body === '') return undefined;
  try {
    return JSON.parse(call.body);
  } catch {
    throw new BadRequest('the body is not JSON');
  }
}
