/** How often a service is asked, in milliseconds. */
const EVERY_MS = 100;

/**
 * Waits until an address answers 200, and it is our own process that does.
 *
 * @param {string} name
 * @param {string} url
 * @param {{ isOurs: () => boolean, timeoutMs?: number, signal?: AbortSignal }} options `isOurs`: whether the process
 * that was started for it listens; another program may have taken the port since it was chosen
 * @throws {Error} with the last answer, when it does not in time
 */
export async function whenReady(name, url, { isOurs, timeoutMs = 90_000, signal }) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      const text = await answer.text();
      if (answer.ok && isOurs()) return;
      last = answer.ok
        ? 'that it is ready, but it is another program: end that one'
        : `${answer.status}: ${text.slice(0, 500)}`;
    } catch (error) {
      const { cause } = /** @type {{ cause?: { message?: string } }} */ (error);
      last = cause?.message || String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error(`${name} did not become ready in ${timeoutMs / 1000} s; ${url} last said ${last}`);
}
