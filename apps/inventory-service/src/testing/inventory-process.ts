import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const LOADER = ['--conditions=@joor-bridge/source', '--import', '@swc-node/register/esm-register'];

/**
 * Runs an inventory-service in a process of its own until it ends.
 * @param environment `PATH` and what the service reads
 * @returns the signal that ended it, or its exit code with what it said
 */
export async function runUntilItEnds(environment: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [...LOADER, 'apps/inventory-service/src/main.ts'], {
    cwd: ROOT,
    env: { SWC_NODE_PROJECT: 'tsconfig.base.json', HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += part;
    });
  }
  const tooLong = setTimeout(() => child.kill('SIGTERM'), 45_000);
  await once(child, 'exit');
  clearTimeout(tooLong);
  return child.signalCode ?? `${child.exitCode}: ${said}`;
}
