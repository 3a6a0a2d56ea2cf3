/** How often the sandbox is asked, in milliseconds. */
const EVERY_MS = 200;

/**
 * Waits until the sandbox has counted an effect: an order that reached a simulated WMS.
 *
 * @param {string} control address of the sandbox's control API
 * @param {AbortSignal} signal
 * @returns {Promise<{ destination: string, total: number }>}
 */
export async function firstDelivered(control, signal) {
  for (;;) {
    signal.throwIfAborted();
    const { total, byDestination } = await effects(control);
    const destination = Object.keys(byDestination).find((name) => (byDestination[name]?.total ?? 0) > 0);
    if (destination) return { destination, total };
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/**
 * @param {string} control
 * @returns {Promise<{ total: number, byDestination: Record<string, { total: number }> }>}
 */
async function effects(control) {
  const answer = await fetch(`${control}/control/effects`, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to GET /control/effects.`);
  return /** @type {ReturnType<typeof effects>} */ (answer.json());
}
