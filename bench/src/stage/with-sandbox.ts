import { type Sandbox, type SandboxOptions, startSandbox } from '@joor-bridge/sandbox';
import { type Environment, Stage } from './stage.js';

/** JOOR's limit, out of the way. */
const NO_LIMIT = { credits: 1_000_000, windowSeconds: 300, retryAfter: true };

/** A stage on given servers, with the outside world simulated in this process and every service pointed at it. */
export async function openWithSandbox(
  servers: { readonly brokers: readonly string[]; readonly databaseUrl: string },
  options: { sandbox?: Partial<SandboxOptions>; env?: Environment } = {},
): Promise<{ stage: Stage; sandbox: Sandbox; close(): Promise<void> }> {
  const sandbox = await startSandbox({ credits: NO_LIMIT, ...options.sandbox });
  const stage = await Stage.open({ ...servers, env: { ...outsideOf(sandbox), ...options.env } }).catch(
    async (error: unknown) => {
      await sandbox.close();
      throw error;
    },
  );
  const close = async () => {
    await stage.close();
    await sandbox.close();
  };
  return { stage, sandbox, close };
}

/** Every outside address of the services, as the sandbox plays them. */
function outsideOf({ urls }: Sandbox): Environment {
  return {
    JOOR_API_URL: urls.joorProduction,
    JOOR_SANDBOX_API_URL: urls.joorSandbox,
    JOOR_TOKEN_URL: `${urls.tokenProduction}/auth/`,
    JOOR_SANDBOX_TOKEN_URL: `${urls.tokenSandbox}/auth/`,
    SKUBANA_API_URL: urls.skubanaProduction,
    SKUBANA_SANDBOX_API_URL: urls.skubanaSandbox,
  };
}

/** Where the sandbox's generic WMS of that name takes orders. */
export const wmsUrl = (sandbox: Sandbox, name: string): string => `${sandbox.urls.generic}/wms/${name}`;
