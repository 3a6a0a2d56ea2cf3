import type { ConnectionSnapshot, WmsCredentials } from '@joor-bridge/contracts';
import { aConnectionSnapshot, anOrder } from '@joor-bridge/testing';
import type { DeliverableOrder } from '@joor-bridge/wms';
import type { Dispatcher } from 'undici';
import { type DestinationContext, destinationOf } from './destination.js';

const GENERIC: WmsCredentials = { kind: 'generic', signingSecret: `whsec_${'A'.repeat(32)}` };
const SKUBANA: WmsCredentials = { kind: 'skubana', accessToken: 'token' };

/** A context that notes which credentials and which address were looked at. */
function stage(credentials: WmsCredentials | null = GENERIC) {
  const opened: string[] = [];
  const dispatched: { url: string; connections: number; owner: string }[] = [];
  const context: DestinationContext = {
    addresses: {
      generic: { production: null, sandbox: null },
      skubana: { production: 'https://api.skubana.com', sandbox: 'https://api.demo.skubana.com' },
    },
    openCredentials: (_, slot) => {
      opened.push(slot);
      return credentials;
    },
    dispatcherFor: (url, limits) => {
      dispatched.push({ url, ...limits });
      return {} as Dispatcher;
    },
    timeoutMs: 10_000,
  };
  const of = (more: Parameters<typeof aConnectionSnapshot>[0] = {}) =>
    destinationOf(aConnectionSnapshot(more), context);
  return { opened, dispatched, context, of };
}

/** An order without lines. */
const aDeliverable = (): DeliverableOrder => ({
  externalId: 'con_1:100001',
  connectionId: 'con_1',
  revision: 'a1b2c3d4e5f60718',
  order: anOrder({ lines: [] }),
  shipMethod: '',
  lines: [],
});

type Where = Partial<ConnectionSnapshot['destination']>;
const TEST_MODE = { settings: { 'joor.testMode': 'Enabled' } } as const;
const to = (destination: Where) => ({ destination });

describe('production', () => {
  it('uses the address and the credentials of production', () => {
    const { of, opened, dispatched } = stage();
    expect(of()).toMatchObject({ kind: 'ready', testMode: false, timeoutMs: 10_000 });
    expect(opened).toEqual(['wms.production']);
    expect(dispatched).toEqual([{ url: 'https://wms.example/orders', connections: 8, owner: 'con_1' }]);
  });

  it('falls back on the system’s own address', () => {
    const { of, dispatched } = stage(SKUBANA);
    expect(of(to({ system: 'skubana', url: null, options: { salesChannelId: 7 } })).kind).toBe('ready');
    expect(dispatched[0]?.url).toBe('https://api.skubana.com');
  });

  it('says what is missing: an address', () => {
    const { of, opened } = stage();
    expect(of(to({ url: null }))).toEqual({
      kind: 'unusable',
      testMode: false,
      problem: 'give the HTTP receiver destination an address',
    });
    expect(opened).toEqual([]);
  });

  it('says what is missing: credentials', () => {
    expect(stage(null).of()).toEqual({
      kind: 'unusable',
      testMode: false,
      problem: 'enter the wms.production credentials of connection "Atelier Nord to East"',
    });
  });

  it('says when the credentials are those of another system', () => {
    expect(stage(SKUBANA).of()).toMatchObject({
      kind: 'unusable',
      problem: expect.stringMatching(/skubana/i),
    });
  });

  it('says which option does not fit', () => {
    expect(stage(SKUBANA).of(to({ system: 'skubana', url: null }))).toMatchObject({
      kind: 'unusable',
      problem: expect.stringContaining('salesChannelId'),
    });
  });

  it('says why an address is refused', () => {
    const { context } = stage();
    const dispatcherFor = () => {
      throw new Error('wms.example is not a public address');
    };
    expect(destinationOf(aConnectionSnapshot(), { ...context, dispatcherFor })).toEqual({
      kind: 'unusable',
      testMode: false,
      problem: 'wms.example is not a public address',
    });
  });
});

describe('test mode', () => {
  const sandboxUrl = 'https://sandbox.wms.example';

  it('looks at the sandbox address and the sandbox credentials only', () => {
    const { of, opened, dispatched } = stage();
    expect(of({ ...TEST_MODE, ...to({ sandboxUrl }) })).toMatchObject({ kind: 'ready', testMode: true });
    expect(opened).toEqual(['wms.sandbox']);
    expect(dispatched.map(({ url }) => url)).toEqual([sandboxUrl]);
  });

  it('uses the system’s own sandbox, never its production', () => {
    const { of, dispatched } = stage(SKUBANA);
    const production = 'https://my-skubana.example';
    of({ ...TEST_MODE, ...to({ system: 'skubana', url: production, options: { salesChannelId: 7 } }) });
    expect(dispatched.map(({ url }) => url)).toEqual(['https://api.demo.skubana.com']);
  });

  it('only renders where there is no sandbox, and opens nothing', () => {
    const { of, opened, dispatched } = stage();
    const destination = of(TEST_MODE);
    if (destination.kind !== 'would-deliver') throw new Error('it should only render');
    const body = JSON.parse(destination.render(aDeliverable()));
    expect(body).toMatchObject({ externalId: 'con_1:100001' });
    expect([opened, dispatched]).toEqual([[], []]);
  });

  it('needs credentials of its own', () => {
    expect(stage(null).of({ ...TEST_MODE, ...to({ sandboxUrl }) })).toEqual({
      kind: 'unusable',
      testMode: true,
      problem: 'enter the wms.sandbox credentials of connection "Atelier Nord to East"',
    });
  });
});

describe('options', () => {
  it('set the pace and what the receiver can do', () => {
    const { of, dispatched } = stage();
    const options = {
      concurrency: 3,
      requestsPerSecond: 5,
      ordersPerRequest: 10,
      duplicateProtection: 'look-up',
    };
    expect(of(to({ options }))).toMatchObject({
      pace: { concurrency: 3, perSecond: 5, batch: 10 },
      capabilities: { idempotencyKey: false, lookUp: true },
    });
    expect(dispatched[0]?.connections).toBe(3);
  });

  it('do not lengthen the time that claims are waited out by', () => {
    expect(stage().of(to({ options: { timeoutMs: 30_000 } }))).toMatchObject({ timeoutMs: 10_000 });
  });
});
