import { setTimeout as pause } from 'node:timers/promises';

/** How often the services and the sandbox are asked, in milliseconds. */
const EVERY_MS = 500;

/**
 * What comes back to JOOR: how it is called, where its runs are, and how the sandbox tells that it arrived.
 *
 * @typedef {object} Flow
 * @property {string} title
 * @property {string} runs
 * @property {string} command how a person approves a run
 * @property {(account: string) => string} arrivals path at the sandbox
 * @property {(answer: any) => number} count
 */

/** @type {(places: { inventory: string, products: string }) => readonly Flow[]} */
const flowsOf = ({ inventory, products }) => [
  {
    title: 'styles',
    runs: `${products}/v1/products/runs`,
    command: 'products approve',
    arrivals: (account) => `/control/joor/production/${account}/catalogue`,
    count: ({ entries }) => entries.total,
  },
  {
    title: 'stock figures',
    runs: `${inventory}/v1/inventory/runs`,
    command: 'inventory approve',
    arrivals: (account) => `/control/joor/production/${account}/inventory?limit=1`,
    count: ({ writes }) => writes,
  },
];

/**
 * Approves the first runs of the demo's connections, as a person would after a look at them, and says when stock and
 * styles are in the simulated JOOR.
 *
 * @param {object} demo
 * @param {{ inventory: string, products: string, control: string }} demo.places
 * @param {string} demo.apiKey
 * @param {ReadonlyMap<string, string>} demo.accounts JOOR account by connection id
 * @param {(line: string) => void} demo.say
 * @param {AbortSignal} demo.signal
 * @returns {Promise<void>} when everything has arrived
 */
export async function followFlowsBack({ places, apiKey, accounts, say, signal }) {
  const ask = asker(apiKey, signal);
  let missing = flowsOf(places);
  let trouble = '';
  while (missing.length > 0) {
    try {
      missing = await stillMissing(missing, { places, accounts, ask, say });
      trouble = '';
    } catch (error) {
      // a service that is started again, for instance
      signal.throwIfAborted();
      const now = error instanceof Error ? error.message : String(error);
      if (now !== trouble) say(`the flows back to JOOR cannot be looked at (${now}); trying again`);
      trouble = now;
    }
    if (missing.length > 0) await pause(EVERY_MS, undefined, { signal });
  }
}

/**
 * @param {readonly Flow[]} missing
 * @param {{ places: { control: string }, accounts: ReadonlyMap<string, string>, ask: Ask, say: (line: string) => void }} demo
 */
async function stillMissing(missing, { places, accounts, ask, say }) {
  for (const flow of missing) await approveWaiting(flow, accounts, ask, say);
  const found = await Promise.all(missing.map((flow) => arrivals(flow, places.control, accounts, ask)));
  return missing.filter(({ title }, at) => {
    const { count, account } = found[at] ?? { count: 0, account: '' };
    if (count > 0) say(`first ${title} are in JOOR (account ${account})`);
    return count === 0;
  });
}

/**
 * @param {Flow} flow
 * @param {ReadonlyMap<string, string>} accounts
 * @param {Ask} ask
 * @param {(line: string) => void} say
 */
async function approveWaiting({ title, runs, command }, accounts, ask, say) {
  const { items } = await ask('GET', runs);
  for (const { id, connectionId, state } of items) {
    if (state !== 'waiting-for-approval' || !accounts.has(connectionId)) continue;
    const { failed } = await ask('POST', `${runs}/${id}/approve`, {});
    if (!failed) say(`approved the first run of ${title} for ${connectionId} (joorctl ${command} ${id})`);
  }
}

/**
 * @param {Flow} flow
 * @param {string} control
 * @param {ReadonlyMap<string, string>} accounts
 * @param {Ask} ask
 * @returns {Promise<{ account: string, count: number }>} of the account that has most
 */
async function arrivals({ arrivals: path, count }, control, accounts, ask) {
  let most = { account: '', count: 0 };
  for (const account of new Set(accounts.values())) {
    const found = count(await ask('GET', `${control}${path(account)}`));
    if (found > most.count) most = { account, count: found };
  }
  return most;
}

/**
 * @typedef {(method: string, url: string, body?: object) => Promise<any>} Ask
 * @param {string} apiKey
 * @param {AbortSignal} signal
 * @returns {Ask} gives `{ failed }` where a run could not be decided any more (409)
 */
const asker = (apiKey, signal) => async (method, url, body) => {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  if (answer.status === 409) return { failed: true };
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
};
