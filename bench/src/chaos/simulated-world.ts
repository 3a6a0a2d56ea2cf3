import { type Child, startChild } from '../stage/child.js';
import { type Environment, mainOf } from '../stage/stage.js';
import { SandboxControl } from './sandbox-control.js';

/** The sandbox in a process of its own: JOOR accounts in production, warehouse systems by name. */
export interface SimulatedWorld {
  readonly control: SandboxControl;
  /** Address of the control API. */
  readonly controlUrl: string;
  /** What points a service at it. */
  readonly env: Environment;
  /** Address of the generic WMS of that name. */
  wmsUrl(name: string): string;
  stop(): Promise<void>;
}

/** Starts the sandbox with these JOOR accounts; they have neither orders nor a catalogue. */
export async function openWorld(accounts: readonly string[], logFile: string): Promise<SimulatedWorld> {
  const sandbox = startSandbox(accounts, logFile);
  const urls = await sandboxUrls(sandbox);
  return {
    control: new SandboxControl(urls.control),
    controlUrl: urls.control,
    env: {
      JOOR_API_URL: urls.joorProduction,
      JOOR_TOKEN_URL: `${urls.tokenProduction}/auth/`,
      JOOR_SANDBOX_API_URL: urls.joorSandbox,
      JOOR_SANDBOX_TOKEN_URL: `${urls.tokenSandbox}/auth/`,
    },
    wmsUrl: (name) => `${urls.generic}/wms/${name}`,
    stop: () => sandbox.stop(),
  };
}

function startSandbox(accounts: readonly string[], logFile: string): Child {
  const named = accounts.flatMap((account) => ['--account', `production:${account}`]);
  const quiet = ['--backlog', '0', '--orders-per-hour', '0', '--catalogue', 'none'];
  return startChild(mainOf('sandbox'), { args: ['--ports', '0,0,0,0,0,0,0,0', ...quiet, ...named], logFile });
}

async function sandboxUrls(sandbox: Child) {
  await sandbox.line(/^sandbox is ready/);
  const urlOf = async (name: string) =>
    (await sandbox.line(new RegExp(`^${name} +http`))).split(/ +/)[1] ?? '';
  return {
    control: await urlOf('control'),
    joorProduction: await urlOf('joorProduction'),
    joorSandbox: await urlOf('joorSandbox'),
    tokenProduction: await urlOf('tokenProduction'),
    tokenSandbox: await urlOf('tokenSandbox'),
    generic: await urlOf('generic'),
  };
}
