import type { JoorCredentials } from '@joor-bridge/contracts';
import { JoorV2Client } from '@joor-bridge/joor';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import type { Dispatcher } from 'undici';
import { JoorAccounts } from './joor-accounts.js';
import type { JoorWorld } from './world-of.js';

const production: JoorWorld = {
  name: 'production',
  apiUrl: 'https://api.joor.example',
  tokenUrl: 'https://token.joor.example/auth/',
  slot: 'joor.production',
};
const sandbox: JoorWorld = { ...production, name: 'sandbox', slot: 'joor.sandbox' };
const grant: JoorCredentials = {
  kind: 'joor-password',
  clientId: 'id',
  clientSecret: 'secret',
  username: 'user',
  password: 'password',
};
const window = { from: new Date(0), to: new Date(1) };
const nothing = async () => undefined;

/** Answers as JOOR and its token host would; remembers what it was asked. */
function rig(credentials: Partial<Record<string, JoorCredentials>>) {
  const asked: string[] = [];
  const opened: string[] = [];
  let grants = 0;
  const answer = (url: string, headers: Record<string, string>) => {
    if (!url.startsWith(production.tokenUrl)) {
      asked.push(`${new URL(url).origin} ${headers.authorization}`);
      return { orders: [] };
    }
    grants += 1;
    return { access_token: `t${grants}`, expires_in: 36_000 };
  };
  const request = async ({ origin, path, headers }: Dispatcher.RequestOptions) => ({
    statusCode: 200,
    headers: {},
    body: [Buffer.from(JSON.stringify(answer(`${origin}${path}`, headers as Record<string, string>)))],
  });
  const accounts = new JoorAccounts(
    {
      openCredentials: ((_snapshot: unknown, slot: string) => {
        opened.push(slot);
        return credentials[slot] ?? null;
      }) as never,
    },
    { dispatcherFor: () => ({ request }) as unknown as Dispatcher },
  );
  const list = (version = 1, world = production) =>
    new JoorV2Client(accounts.linkFor(aConnectionSnapshot({ version }), world, nothing)).listOrders(
      window,
      0,
      50,
    );
  return { accounts, list, asked, opened, grants: () => grants };
}

test('a token serves many clients of a connection', async () => {
  const { list, grants, asked } = rig({ 'joor.production': grant });
  await Promise.all([list(), list(), list()]);
  await list();
  expect(grants()).toBe(1);
  expect(new Set(asked)).toEqual(new Set(['https://api.joor.example Bearer t1']));
});

test('a changed connection gets a new token: its credentials may be others', async () => {
  const { list, grants } = rig({ 'joor.production': grant });
  await list(1);
  await list(2);
  expect(grants()).toBe(2);
});

test('a forgotten connection leaves no token behind', async () => {
  const { accounts, list, grants } = rig({ 'joor.production': grant });
  await list();
  accounts.forget('con_1');
  await list();
  expect(grants()).toBe(2);
});

test('only the credentials of the world are opened', async () => {
  const { list, opened, asked } = rig({
    'joor.production': { kind: 'joor-token', token: 'real' },
    'joor.sandbox': { kind: 'joor-token', token: 'toy' },
  });
  await list(1, sandbox);
  expect(opened).toEqual(['joor.sandbox']);
  expect(asked).toEqual([`https://api.joor.example OAuth2 ${Buffer.from('toy').toString('base64')}`]);
});

test('a token of one world is never used in the other', async () => {
  const { list, opened } = rig({
    'joor.production': { kind: 'joor-token', token: 'real' },
    'joor.sandbox': { kind: 'joor-token', token: 'toy' },
  });
  await list(1, sandbox);
  await list(1, production);
  expect(opened).toEqual(['joor.sandbox', 'joor.production']);
});

test('credentials that are missing or do not open say what to do', () => {
  const { list } = rig({});
  expect(() => list(1, sandbox)).toThrow(/no credentials for JOOR's sandbox\. Enter them/);
  const broken = new JoorAccounts(
    {
      openCredentials: (() => {
        throw new Error('The secret does not open. Store it again.');
      }) as never,
    },
    { dispatcherFor: () => ({}) as Dispatcher },
  );
  const open = () => broken.linkFor(aConnectionSnapshot(), production, nothing);
  expect(open).toThrow(
    expect.objectContaining({ kind: 'unauthorized', message: expect.stringContaining('Store it') }),
  );
});
