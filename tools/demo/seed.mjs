import { readApiKey } from './api-key.mjs';
import { demoConnections } from './connections.mjs';
import { enlivenSandbox } from './enliven.mjs';
import { SettingsClient } from './settings-client.mjs';

const WORKSPACE = 'Demo';

/**
 * Makes the demo workspace with its connections. What is there already stays as it is, except that a
 * connection's address follows the sandbox where that has moved to another port; its credentials for the WMS are
 * then stored again.
 *
 * @param {{ settings: string, sandbox: { generic: string, control: string }, apiKeyFile: string, now?: number }} places
 * @returns {Promise<{ made: number, accounts: ReadonlyMap<string, string> }>} how many connections were made or
 *   completed, and the JOOR account of each
 * @throws {import('./api-key.mjs').NoApiKey}
 */
export async function seedDemo({ settings, sandbox, apiKeyFile, now = Date.now() }) {
  const client = new SettingsClient(settings, readApiKey(apiKeyFile));
  const workspace = await ensureWorkspace(client);
  const path = `/v1/workspaces/${workspace.workspaceId}/connections`;
  const existing = await client.get(path);
  await enlivenSandbox(sandbox.control, { isNew: existing.length === 0 });
  let made = 0;
  /** @type {Map<string, string>} */
  const accounts = new Map();
  for (const wanted of demoConnections(sandbox.generic, now)) {
    const { credentials, ...body } = wanted;
    const there = existing.find((/** @type {{ name: string }} */ { name }) => name === wanted.name);
    // disabled until its credentials are in, so that nothing is tried without them
    const connection = there ?? (await client.post(path, { ...body, enabled: false }));
    const moved = there !== undefined && (await followSandbox(client, there, wanted.destination));
    const enabled = moved ? there.enabled : true;
    made += (await complete(client, connection, credentials, enabled)) ? 1 : 0;
    accounts.set(connection.connectionId, body.joorAccount);
  }
  return { made, accounts };
}

/** @param {SettingsClient} client */
async function ensureWorkspace(client) {
  const workspaces = await client.get('/v1/workspaces');
  const there = workspaces.find((/** @type {{ name: string }} */ { name }) => name === WORKSPACE);
  return there ?? client.post('/v1/workspaces', { name: WORKSPACE });
}

/**
 * @param {SettingsClient} client
 * @param {{ connectionId: string, version: number }} connection
 * @param {Record<string, object>} credentials
 * @param {boolean} enabled once nothing is missing any more
 * @returns {Promise<boolean>} whether anything was missing
 */
async function complete(client, { connectionId }, credentials, enabled) {
  const path = `/v1/connections/${connectionId}`;
  let { version, credentials: stored } = await client.get(`${path}/credentials`);
  const isSet = (/** @type {string} */ wanted) =>
    stored.some((/** @type {{ slot: string, set: boolean }} */ { slot, set }) => set && slot === wanted);
  const missing = Object.entries(credentials).filter(([slot]) => !isSet(slot));
  for (const [slot, secret] of missing) {
    ({ version } = await client.change('PUT', `${path}/credentials/${slot}`, secret, version));
  }
  if (missing.length > 0) await client.change('PATCH', path, { enabled }, version);
  return missing.length > 0;
}

/**
 * Goes where the sandbox has gone, switched off and without the credentials for the old place, which
 * settings-service wants out before the address changes.
 *
 * @typedef {{ system: string, url: string | null, sandboxUrl: string | null, options: object }} Destination
 * @typedef {{ slot: string, set: boolean }} Slot
 * @param {SettingsClient} client
 * @param {{ connectionId: string, version: number, destination: Destination, credentials: Slot[] }} there
 * @param {Destination} wanted
 * @returns {Promise<boolean>} whether it had moved
 */
async function followSandbox(client, { connectionId, version, destination, credentials }, wanted) {
  const { url, sandboxUrl } = destination;
  // the same place of the sandbox on another port; an address of a person's own choice is not touched
  const moved =
    url && wanted.url && url !== wanted.url && new URL(url).pathname === new URL(wanted.url).pathname;
  if (!moved) return false;
  const path = `/v1/connections/${connectionId}`;
  let newest = version;
  for (const { slot } of credentials.filter(({ slot, set }) => set && slot.startsWith('wms.'))) {
    newest = (await client.change('DELETE', `${path}/credentials/${slot}`, undefined, newest)).version;
  }
  const next = { ...destination, url: wanted.url, sandboxUrl: sandboxUrl && wanted.sandboxUrl };
  await client.change('PATCH', path, { destination: next, enabled: false }, newest);
  return true;
}
