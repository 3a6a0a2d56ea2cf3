import type { FlowOptions } from '../generator/live-flow.js';
import { CATALOGUE_DEFAULTS, readCatalogueSettings } from '../joor/catalogue/catalogue-settings.js';
import { JOOR_CREDITS } from '../joor/credit-window.js';
import { INVENTORY_DEFAULTS, readInventorySettings } from '../joor/inventory/inventory-settings.js';
import type { JoorAccount } from '../joor/joor-account.js';
import type { JoorWorld } from '../joor/joor-world.js';
import { readQuirks } from '../joor/quirks.js';
import { DEFAULT_FLOW } from '../options.js';
import { catalogueRoutes } from './catalogue-routes.js';
import { BadRequest, Fields } from './fields.js';
import { inventoryRoutes } from './inventory-routes.js';
import { orderRoutes } from './order-routes.js';
import type { Asked, Route } from './route.js';
import type { Steered } from './steered.js';
import { worldNamed } from './world-named.js';

/** JOOR's two worlds: habits, limits, accounts, tokens. */
export function joorRoutes(sandbox: Steered): readonly Route[] {
  const worldOf = ({ parameters }: Asked): JoorWorld => worldNamed(sandbox, parameters.world);
  return [
    {
      route: 'PUT /control/joor/{world}',
      answer: (asked) => setWorld(worldOf(asked), sandbox, asked.body),
    },
    {
      route: 'GET /control/joor/{world}',
      answer: (asked) => {
        const world = worldOf(asked);
        const accounts = world.accounts().map(({ id, size }) => ({ id, orders: size }));
        const { quirks, credits, maxPage, pluralPath } = world;
        return { quirks, credits, maxPage, pluralPath, grants: sandbox.tokens[world.name].grants, accounts };
      },
    },
    { route: 'POST /control/joor/{world}/expire-tokens', answer: (asked) => worldOf(asked).expireBearers() },
    {
      route: 'PUT /control/joor/{world}/{account}',
      answer: (asked) => setAccount(worldOf(asked), asked.parameters.account ?? '', asked.body),
    },
    {
      route: 'GET /control/joor/{world}/{account}',
      answer: (asked) => shownAccount(worldOf(asked), asked.parameters.account ?? ''),
    },
    ...orderRoutes(sandbox),
    ...inventoryRoutes(sandbox),
    ...catalogueRoutes(sandbox),
  ];
}

function setWorld(world: JoorWorld, sandbox: Steered, body: unknown): void {
  const fields = new Fields(body, 'JOOR world');
  const quirks = fields.has('quirks') ? readQuirks(fields.raw('quirks'), world.quirks) : world.quirks;
  const { credits } = world;
  world.credits = {
    credits: fields.number('credits', credits.credits, 1),
    windowSeconds: fields.number('windowSeconds', credits.windowSeconds, 1),
    retryAfter: fields.flag('retryAfter', credits.retryAfter ?? JOOR_CREDITS.retryAfter),
  };
  world.maxPage = fields.number('maxPage', world.maxPage, 1);
  world.pluralPath = fields.flag('pluralPath', world.pluralPath);
  const tokens = sandbox.tokens[world.name];
  tokens.expiresInSeconds = fields.number('tokenSeconds', tokens.expiresInSeconds, 0);
  fields.done();
  world.setQuirks(quirks);
}

const KEYS = ['token', 'clientId', 'clientSecret', 'username', 'password'] as const;
const RATES = ['ordersPerHour', 'progressRate', 'editRate', 'cancelRate', 'seed'] as const;

/** Opens an account or changes one: what is not named stays. */
function setAccount(world: JoorWorld, id: string, body: unknown): unknown {
  const fields = new Fields(body ?? {}, `account ${id}`);
  const keys = Object.fromEntries(
    KEYS.flatMap((name) => (fields.has(name) ? [[name, fields.text(name, '')]] : [])),
  );
  const required = fields.texts('requiredFields', world.has(id) ? world.account(id).requiredFields : []);
  const flows = RATES.some((name) => fields.has(name));
  const flow = readFlow(fields, (world.has(id) ? world.flowOf(id) : null) ?? DEFAULT_FLOW);
  const habits = readHabits(fields, world.has(id) ? world.account(id) : null);
  fields.done();
  const account = world.account(id);
  account.keys = { ...account.keys, ...keys };
  account.requiredFields = required;
  Object.assign(account, habits);
  if (flows) world.flow(id, flow);
  return { id, keys: account.keys, orders: account.size, flow };
}

/** How its inventory and catalogue behave. */
const readHabits = (fields: Fields, account: JoorAccount | null) => ({
  inventorySettings: readInventorySettings(
    fields.raw('inventory') ?? {},
    account?.inventorySettings ?? INVENTORY_DEFAULTS,
  ),
  catalogueSettings: readCatalogueSettings(
    fields.raw('catalogue') ?? {},
    account?.catalogueSettings ?? CATALOGUE_DEFAULTS,
  ),
});

function shownAccount(world: JoorWorld, id: string) {
  if (!world.has(id)) throw new BadRequest(`JOOR's ${world.name} world has no account ${id}`);
  const { keys, size, requiredFields, inventorySettings, catalogueSettings } = world.account(id);
  return {
    id,
    keys,
    orders: size,
    requiredFields,
    flow: world.flowOf(id),
    inventory: inventorySettings,
    catalogue: catalogueSettings,
  };
}

const readFlow = (fields: Fields, base: FlowOptions): FlowOptions => ({
  ordersPerHour: fields.number('ordersPerHour', base.ordersPerHour),
  progressRate: fields.number('progressRate', base.progressRate, 0, 1),
  editRate: fields.number('editRate', base.editRate, 0, 1),
  cancelRate: fields.number('cancelRate', base.cancelRate, 0, 1),
  seed: fields.has('seed') ? fields.number('seed', 1) : base.seed,
});
