import { installNeeded } from './install.mjs';
import { nodeVersionFault } from './node-version.mjs';
import { run, step } from './steps.mjs';

/** Said in one sentence to the person, without a stack. */
export class Fault extends Error {}

/**
 * Checks Node and installs what the lockfile names, if that is not there.
 *
 * @param {string} root
 * @param {(line: string) => void} say
 * @throws {Fault}
 */
export async function prepare(root, say) {
  const fault = nodeVersionFault(process.versions.node);
  if (fault) throw new Fault(fault);
  const reason = installNeeded(root);
  if (reason === null) return;
  say(`npm ci, since ${reason} …`);
  const installed = await step('dependencies installed', () => run(npm, ['ci'], { cwd: root }), say);
  if (!installed) throw new Fault('npm ci failed; its output above says why.');
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Builds all by Nx, which keeps what has not changed.
 *
 * @param {string} root
 * @throws {Fault}
 */
export async function build(root) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
  if (await run(npm, ['--silent', 'run', 'build'], { cwd: root, env, quiet: true })) return;
  throw new Fault('The build failed; its output above says why.');
}
