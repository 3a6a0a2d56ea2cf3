import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import {
  DEMO_SIGNING_SECRET,
  type FaultStatement,
  type InstanceSettings,
  type Sandbox,
  startSandbox,
} from '../index.js';
import { call } from '../testing/http-call.js';

const ORDERS = 80;
const signer = new Webhook(DEMO_SIGNING_SECRET);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const orders = () => `${sandbox.urls.generic}/wms/demo/orders`;
const settings = (some: Partial<InstanceSettings>) => {
  sandbox.generic.instance('demo').settings = { ...sandbox.options.generic, ...some };
};
const befall = (...faults: readonly FaultStatement[]) => sandbox.faultsOf('wms-demo')?.set(faults);
const totals = () => sandbox.effects.totals('wms-demo');

/** One signed request; null when no answer came. */
async function post(body: object, key: string): Promise<number | null> {
  const text = JSON.stringify(body);
  const id = randomUUID();
  const at = new Date();
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': key,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signer.sign(id, at, text),
  };
  try {
    return (await call(orders(), { method: 'POST', headers, body: text })).status;
  } catch {
    return null;
  }
}

/** A sender that repeats every order until it is told that the order is there. */
async function sendAll(isThere: (status: number | null, externalId: string) => Promise<boolean> | boolean) {
  let sent = 0;
  const one = async (externalId: string) => {
    for (;;) {
      sent++;
      const status = await post({ externalId }, externalId);
      if (await isThere(status, externalId)) return;
    }
  };
  await Promise.all(Array.from({ length: ORDERS }, (_, index) => one(`order-${index}`)));
  return sent;
}

const ANSWERED = (status: number | null) => status === 200 || status === 201;
const LOSSES: readonly FaultStatement[] = [
  { kind: 'lost-answer', rate: 0.2, method: 'POST', seed: 1 },
  { kind: 'error', rate: 0.1, method: 'POST', seed: 2 },
];

describe('a sender that repeats until it is answered', () => {
  it('doubles nothing where the key is honoured', async () => {
    settings({ honoursKey: true, duplicates: 'double' });
    befall(...LOSSES);
    const sent = await sendAll(ANSWERED);
    expect(sent).toBeGreaterThan(ORDERS);
    expect(totals()).toEqual({ distinct: ORDERS, total: ORDERS, duplicates: 0 });
  });

  it('doubles orders where it is not: the ledger sees it', async () => {
    settings({ honoursKey: false, duplicates: 'double' });
    befall(...LOSSES);
    await sendAll(ANSWERED);
    expect(totals().distinct).toBe(ORDERS);
    expect(totals().duplicates).toBeGreaterThan(4);
  });

  it('doubles nothing where duplicates are refused, if it takes 409 for an answer', async () => {
    settings({ honoursKey: false, duplicates: 'refuse' });
    befall(...LOSSES);
    await sendAll((status) => ANSWERED(status) || status === 409);
    expect(totals()).toEqual({ distinct: ORDERS, total: ORDERS, duplicates: 0 });
  });

  it('doubles nothing where it looks before it repeats', async () => {
    settings({ honoursKey: false, duplicates: 'double' });
    befall(...LOSSES);
    await sendAll(async (status, externalId) => {
      if (ANSWERED(status)) return true;
      return (await call(`${orders()}/${externalId}`)).status === 200;
    });
    expect(totals()).toEqual({ distinct: ORDERS, total: ORDERS, duplicates: 0 });
  });

  it('loses orders when it does not repeat: the ledger sees that too', async () => {
    settings({});
    befall({ kind: 'error', rate: 0.2, seed: 5 });
    await sendAll(() => true);
    expect(totals().distinct).toBeLessThan(ORDERS);
  });
});

describe('signatures over the wire', () => {
  it('are wanted from the start', async () => {
    expect((await call(orders(), { method: 'POST', body: { externalId: 'a' } })).status).toBe(401);
    expect(await post({ externalId: 'a' }, 'k')).toBe(201);
  });

  it('are held against the secret of the instance', async () => {
    settings({ signingSecret: `whsec_${Buffer.alloc(32, 3).toString('base64')}` });
    expect(await post({ externalId: 'a' }, 'k')).toBe(401);
    expect(totals().total).toBe(0);
  });
});

it('takes a batch of a hundred large orders', async () => {
  const batch = Array.from({ length: 100 }, (_, index) => ({
    externalId: `o${index}`,
    note: 'x'.repeat(20_000),
  }));
  expect(await post({ orders: batch }, 'k')).toBe(200);
  expect(totals().distinct).toBe(100);
});

it('knows paths under /wms/{name}/ only', async () => {
  for (const path of ['/', '/wms', '/wms/demo', '/orders', '/wms/b%20d/orders']) {
    expect((await call(`${sandbox.urls.generic}${path}`)).status).toBe(404);
  }
});
