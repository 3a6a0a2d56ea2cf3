const OLDEST = { 20: '20.19.0', 22: '22.13.0', 24: '24.11.0' };

/**
 * What is wrong with a Node version, in one sentence; null when it will do.
 * The rule is `engines` of package.json: ^20.19, ^22.13 or >=24.11.
 *
 * @param {string} version as in `process.versions.node`
 * @returns {string | null}
 */
export function nodeVersionFault(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits =
    (major === 20 && minor >= 19) ||
    (major === 22 && minor >= 13) ||
    (major === 24 && minor >= 11) ||
    major > 24;
  if (fits) return null;
  return `joor-bridge needs Node ${Object.values(OLDEST).join(', ')} or newer of these lines, and this is ${version}: install one from https://nodejs.org.`;
}
