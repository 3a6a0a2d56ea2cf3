/** How often a service is asked, in milliseconds. */
const EVERY_MS = 100;

/**
 * Waits until an address answers 200.
 *
 * @param {string} name
 * @param {string} url
 * @param {{ timeoutMs?: number, signal?: AbortSignal }} [options]
 * @throws {Error} with the last answer, when it does not in time
 */
export async function whenReady(name, url, { timeoutMs = 90_000, signal } = {}) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
      last = `${answer.status}: ${(await answer.text()).slice(0, 500)}`;
    } catch (error) {
      last = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error(`${name} did not become ready in ${timeoutMs / 1000} s; ${url} last said ${last}`);
}
