import { readFileSync } from 'node:fs';

/** There is no API key to make the demo with; the message is one sentence that says what to do. */
export class NoApiKey extends Error {}

/**
 * The API key that settings-service wrote at the very first start.
 *
 * @param {string} file
 * @throws {NoApiKey}
 */
export function readApiKey(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new NoApiKey(
      `The API key cannot be read from ${file} (${code}), and settings-service writes it at its very first start only: put a key of this installation there, or "delete from settings.api_keys" in its database and start again.`,
    );
  }
}
