import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether `npm ci` has to run: nothing is installed, or something else than the lockfile says.
 *
 * @param {string} root of the repository
 * @returns {string | null} the reason, null when all is in place
 */
export function installNeeded(root) {
  // npm's own record of what it put into node_modules
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'nothing is installed yet';
  return lockfileDifference(readPackages(join(root, 'package-lock.json')), readPackages(installed));
}

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @param {Record<string, LockedPackage>} locked what the lockfile wants
 * @param {Record<string, LockedPackage>} installed what is there
 * @returns {string | null} the first difference, in words
 */
export function lockfileDifference(locked, installed) {
  for (const [path, { version, link, optional }] of Object.entries(locked)) {
    if (!path.includes('node_modules/')) continue;
    const there = installed[path];
    // optional ones are for other platforms where they are not there
    if (!there && optional) continue;
    if (!there) return `${path} is missing`;
    if (!link && there.version !== version) return `${path} is ${there.version} instead of ${version}`;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
const readPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
