/** Changes of the stock of each simulated warehouse system in an hour. */
const STOCK_CHANGES_PER_HOUR = 360;

/**
 * Has the simulated warehouses sell and receive goods, so that there is something to be seen; the sandbox forgets it
 * when it ends. At the first time one of the JOOR accounts has no styles yet, so that they can be seen to arrive.
 *
 * @param {string} control address of the sandbox's control API
 * @param {{ isNew: boolean }} workspace
 */
export async function enlivenSandbox(control, { isNew }) {
  const pace = { stockChangesPerHour: STOCK_CHANGES_PER_HOUR };
  await tell(control, 'PUT', '/control/wms/demo', pace);
  await tell(control, 'PUT', '/control/skubana/production', pace);
  if (isNew) await tell(control, 'POST', '/control/joor/production/skubana-demo/catalogue', { from: 'none' });
}

/**
 * @param {string} control
 * @param {string} method
 * @param {string} path
 * @param {object} body
 */
async function tell(control, method, path, body) {
  const request = { method, body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) };
  const answer = await fetch(`${control}${path}`, request);
  if (!answer.ok) {
    throw new Error(`The sandbox answered ${answer.status} to ${method} ${path}: ${await answer.text()}`);
  }
}
