import { parseArgs } from 'node:util';
import { ALL_QUIRKS, NO_QUIRKS, type Quirks } from './joor/quirks.js';
import {
  type AccountOptions,
  DEFAULT_FLOW,
  DEFAULT_OPTIONS,
  type SandboxOptions,
  SERVERS,
  type ServerName,
} from './options.js';

const FIRST_PORT = 4900;

export const USAGE = `sandbox: simulated JOOR, Skubana and generic WMS

  --host <address>          default 127.0.0.1
  --port <number>           control port; the others follow it, in this order: ${SERVERS.slice(1).join(', ')}
                            (default ${FIRST_PORT})
  --ports <a,b,c,…>         all ${SERVERS.length} ports one by one, the control port first
  --seed <text>             the same seed gives the same brands and orders
  --account <world:id>      an account that is there from the start; may be repeated
                            (default production:demo, production:skubana-demo, sandbox:demo)
  --backlog <count>         orders each account holds at the start (default 200)
  --backlog-days <days>     … spread over so many days (default 30)
  --orders-per-hour <count> new orders of each account (default 360)
  --edit-rate <0..1>        chance, for each new order, that an older one is edited (default 0.15)
  --cancel-rate <0..1>      … that an older one is cancelled (default 0.03)
  --catalogue brand|none    whether JOOR has the styles of the orders from the start (default brand)
  --quirks all|none         JOOR's loose habits (default none)

Each can be given as an environment variable too: SANDBOX_PORT, SANDBOX_ORDERS_PER_HOUR …
`;

const NAMES = [
  'host',
  'port',
  'ports',
  'seed',
  'backlog',
  'backlog-days',
  'orders-per-hour',
  'quirks',
  'edit-rate',
  'cancel-rate',
  'catalogue',
] as const;
const DEFAULT_ACCOUNTS = ['production:demo', 'production:skubana-demo', 'sandbox:demo'];

/** Reads the command line, then the environment. @throws with a sentence for a person */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): SandboxOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...(Object.fromEntries(NAMES.map((name) => [name, { type: 'string' }])) as Record<
        (typeof NAMES)[number],
        { type: 'string' }
      >),
      account: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const given = (name: (typeof NAMES)[number]): string | undefined =>
    values[name] ?? env[`SANDBOX_${name.toUpperCase().replaceAll('-', '_')}`];
  const number = (name: (typeof NAMES)[number], fallback: number): number =>
    wholeNumber(`--${name}`, given(name) ?? String(fallback));
  const accounts = values.account ?? env.SANDBOX_ACCOUNTS?.split(',') ?? DEFAULT_ACCOUNTS;
  const life = {
    backlog: number('backlog', 200),
    backlogDays: number('backlog-days', 30),
    catalogue: catalogueOf(given('catalogue') ?? 'brand'),
    flow: {
      ordersPerHour: number('orders-per-hour', 360),
      editRate: share('--edit-rate', given('edit-rate') ?? String(DEFAULT_FLOW.editRate)),
      cancelRate: share('--cancel-rate', given('cancel-rate') ?? String(DEFAULT_FLOW.cancelRate)),
    },
  };
  return {
    ...DEFAULT_OPTIONS,
    host: given('host') ?? DEFAULT_OPTIONS.host,
    seed: given('seed') ?? DEFAULT_OPTIONS.seed,
    ports: portsOf(given('ports'), number('port', FIRST_PORT)),
    quirks: quirksOf(given('quirks') ?? 'none'),
    accounts: accounts.map((account) => ({ ...accountOf(account), ...life })),
  };
}

function portsOf(list: string | undefined, first: number): Record<ServerName, number> {
  const ports = list?.split(',').map((port) => wholeNumber('--ports', port));
  if (ports && ports.length !== SERVERS.length) {
    throw new Error(`--ports needs ${SERVERS.length} ports: ${SERVERS.join(', ')}`);
  }
  return Object.fromEntries(SERVERS.map((name, index) => [name, ports?.[index] ?? first + index])) as Record<
    ServerName,
    number
  >;
}

function accountOf(text: string): AccountOptions {
  const [world, id] = text.split(':');
  if ((world !== 'production' && world !== 'sandbox') || !id) {
    throw new Error(`an account is written production:<id> or sandbox:<id>, not "${text}"`);
  }
  return { world, id };
}

function quirksOf(text: string): Quirks {
  if (text !== 'all' && text !== 'none') throw new Error(`--quirks must be all or none, not "${text}"`);
  return text === 'all' ? ALL_QUIRKS : NO_QUIRKS;
}

function catalogueOf(text: string): 'brand' | 'none' {
  if (text !== 'brand' && text !== 'none')
    throw new Error(`--catalogue must be brand or none, not "${text}"`);
  return text;
}

function share(name: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!(value >= 0 && value <= 1)) throw new Error(`${name} must be a number from 0 to 1, not "${text}"`);
  return value;
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
}
