import {
  CREDENTIAL_SLOTS,
  type CredentialSlot,
  type Destination,
  defaultSettings,
} from '@joor-bridge/contracts';
import { type FieldError, OutboundHttp, ProblemException, parseAllowList } from '@joor-bridge/service-kit';
import fc from 'fast-check';
import { DestinationRules } from '../destinations/destination-rules.js';
import type { ConnectionChangeBody, NewConnectionBody } from './connection-dto.js';
import { ConnectionPlans } from './connection-plans.js';
import type { ConnectionState } from './connection-state.js';

const outbound = new OutboundHttp(parseAllowList('10.0.0.9').entries, {
  resolve: async () => [{ address: '93.184.216.34', family: 4 }],
});
const plans = new ConnectionPlans(new DestinationRules(outbound));
const GENERIC: Destination = {
  system: 'generic',
  url: 'https://wms.example/in',
  sandboxUrl: 'https://try.wms.example/in',
  options: {},
};
const SKUBANA: Destination = {
  system: 'skubana',
  url: null,
  sandboxUrl: null,
  options: { salesChannelId: 7 },
};
const SEALED = { v: 1, keyId: 'k', wrappedKey: 'w', wrapNonce: 'n', nonce: 'n', ciphertext: 'c' } as const;

const holding = (slots: readonly CredentialSlot[], destination = GENERIC): ConnectionState => ({
  name: 'Atelier Nord',
  enabled: true,
  joorAccount: '5001',
  destination,
  settings: defaultSettings(),
  credentials: Object.fromEntries(slots.map((slot) => [slot, SEALED])),
  credentialFacts: {},
});
const planned = async (state: ConnectionState, body: ConnectionChangeBody) =>
  (await plans.planChange(body))(state);
const errorsOf = async (state: ConnectionState, destination: object): Promise<readonly FieldError[]> => {
  try {
    await planned(state, { destination });
    return [];
  } catch (error) {
    if (error instanceof ProblemException && error.getStatus() === 422) return error.problem.errors ?? [];
    throw error;
  }
};
const REMEDY = 'remove them, change the destination, then store them again';

describe('a new connection', () => {
  const body: NewConnectionBody = { name: 'a', joorAccount: '1', destination: GENERIC };

  it('is enabled, with default settings and no credentials', async () => {
    expect(await plans.planNew(body)).toEqual({
      ...body,
      enabled: true,
      settings: defaultSettings(),
      credentials: {},
      credentialFacts: {},
    });
  });

  it('is as its body says', async () => {
    const state = await plans.planNew({
      ...body,
      enabled: false,
      settings: { 'joor.warehouseCode': 'EAST' },
    });
    expect(state).toMatchObject({ enabled: false, settings: { 'joor.warehouseCode': 'EAST' } });
  });

  it('is refused with settings that its destination cannot follow', async () => {
    const settings = { 'joor.syncProductDetails': 'Yes' };
    await expect(plans.planNew({ ...body, destination: SKUBANA, settings })).rejects.toMatchObject({
      problem: { errors: [{ field: 'settings.joor.syncProductDetails' }] },
    });
  });
});

describe('a change of a connection', () => {
  it('changes what is given, false and blank included, and nothing else', async () => {
    const state = holding(['joor.production', 'wms.production']);
    expect(await planned(state, { enabled: false })).toEqual({ ...state, enabled: false });
    expect(await planned(state, { name: 'b', enabled: undefined })).toEqual({ ...state, name: 'b' });
    expect(await planned(state, {})).toEqual(state);
  });

  it('is refused where the settings do not fit the new destination', async () => {
    const settings = { ...defaultSettings(), 'joor.syncProductDetails': 'Yes' as const };
    expect(await errorsOf({ ...holding([]), settings }, SKUBANA)).toMatchObject([
      { field: 'settings.joor.syncProductDetails' },
    ]);
  });

  it.each<[string, CredentialSlot, Partial<Destination>, string]>([
    ['another host', 'wms.production', { url: 'https://thief.example/in' }, 'url'],
    ['a host below it', 'wms.production', { url: 'https://wms.example.thief.example/in' }, 'url'],
    ['another port', 'wms.production', { url: 'https://wms.example:8443/in' }, 'url'],
    ['another scheme', 'wms.production', { url: 'http://10.0.0.9' }, 'url'],
    ['another sandbox', 'wms.sandbox', { sandboxUrl: 'https://thief.example' }, 'sandboxUrl'],
    ['no sandbox', 'wms.sandbox', { sandboxUrl: null }, 'sandboxUrl'],
  ])('does not take credentials to %s', async (_, slot, change, field) => {
    const message = `cannot go to another host, port or scheme while ${slot} holds credentials: ${REMEDY}`;
    expect(await errorsOf(holding(CREDENTIAL_SLOTS), { ...GENERIC, ...change })).toEqual([
      { field: `destination.${field}`, message },
    ]);
    const others = CREDENTIAL_SLOTS.filter((one) => one !== slot);
    expect(await errorsOf(holding(others), { ...GENERIC, ...change })).toEqual([]);
  });

  it("does not take them from the system's own address to another, or back", async () => {
    const own = holding(['wms.production', 'wms.sandbox'], SKUBANA);
    const elsewhere = { ...SKUBANA, url: 'https://api.skubana.com', sandboxUrl: 'https://thief.example' };
    const fields = (errors: readonly FieldError[]) => errors.map(({ field }) => field);
    expect(fields(await errorsOf(own, elsewhere))).toEqual(['destination.url', 'destination.sandboxUrl']);
    const back = holding(['wms.production', 'wms.sandbox'], elsewhere);
    expect(fields(await errorsOf(back, SKUBANA))).toEqual(['destination.url', 'destination.sandboxUrl']);
  });

  it('does not take them to another system', async () => {
    const message = `cannot change while wms.production and wms.sandbox hold credentials: ${REMEDY}`;
    expect(await errorsOf(holding(CREDENTIAL_SLOTS), SKUBANA)).toEqual([
      { field: 'destination.system', message },
    ]);
    expect(await errorsOf(holding(['joor.production', 'joor.sandbox']), SKUBANA)).toEqual([]);
  });

  it.each<Partial<Destination>>([
    { url: 'https://wms.example/elsewhere' },
    { url: 'HTTPS://WMS.EXAMPLE:443/in' },
    { sandboxUrl: 'https://try.wms.example' },
    { options: { concurrency: 2 } },
  ])('keeps them with %j, which is the same place', async (change) => {
    const state = holding(CREDENTIAL_SLOTS);
    const destination = { ...GENERIC, ...change };
    expect(await planned(state, { destination })).toEqual({ ...state, destination });
  });

  it('never leaves credentials with an origin that they were not stored for', async () => {
    const url = fc.constantFrom(
      'https://a.example',
      'https://a.example/x',
      'https://b.example',
      'https://a.example:8443',
    );
    const destination = fc.record({
      system: fc.constant('generic' as const),
      url,
      sandboxUrl: fc.option(url),
      options: fc.constant({}),
    });
    const slots = fc.subarray([...CREDENTIAL_SLOTS]);
    const origin = (text: string | null) => (text === null ? null : new URL(text).origin);
    await fc.assert(
      fc.asyncProperty(slots, destination, destination, async (held, from, to) => {
        const refused = (await errorsOf(holding(held, from), to)).map(({ field }) => field);
        expect(refused.includes('destination.url')).toBe(
          held.includes('wms.production') && origin(from.url) !== origin(to.url),
        );
        expect(refused.includes('destination.sandboxUrl')).toBe(
          held.includes('wms.sandbox') && origin(from.sandboxUrl) !== origin(to.sandboxUrl),
        );
      }),
    );
  });
});
