import { heldKey, type ProductHeld, productHeld } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { OwnProducts } from '../testing/own-products.js';
import { aHeldProduct } from '../testing/products.js';
import { type HeldStyle, heldOf, putHeld, restoreHeld } from './held-products.js';

let own: OwnProducts;
beforeAll(async () => {
  own = await OwnProducts.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const SCOPE = { connectionId: 'con_1', world: 'production', workspaceId: 'wsp_1' } as const;
const SANDBOX = { ...SCOPE, world: 'sandbox' } as const;

const aStyle = (style = 'ST-1', parts: Partial<HeldStyle> = {}): HeldStyle => ({
  style,
  revision: 'rev-00001',
  held: aHeldProduct({ externalId: style }),
  ...parts,
});
const put = (...styles: HeldStyle[]) => inTransaction(own.pool, (client) => putHeld(client, SCOPE, styles));
const told = () => own.outbox(productHeld.type);

describe('what JOOR has acknowledged', () => {
  it('is kept, and told under the key of the style', async () => {
    await put(aStyle('ST-1'), aStyle('ST-2', { revision: null }));
    expect(await heldOf(own.pool, SCOPE, ['ST-1', 'ST-2', 'ST-3'])).toEqual(
      new Map([
        ['ST-1', aStyle('ST-1')],
        ['ST-2', aStyle('ST-2', { revision: null })],
      ]),
    );
    const rows = await own.rows('select aggregatetype, aggregateid, type from outbox order by position');
    expect(rows).toEqual(
      ['ST-1', 'ST-2'].map((style) => ({
        aggregatetype: 'joor.products.v1',
        aggregateid: heldKey('con_1', 'production', style),
        type: 'joor.product.held.v1',
      })),
    );
  });

  it('is told as an event that readers take', async () => {
    await put(aStyle());
    const [event] = await told();
    const read = productHeld.decode(Buffer.from(JSON.stringify(event)));
    expect(read).toEqual({
      ...SCOPE,
      styleNumber: 'ST-1',
      revision: 'rev-00001',
      held: aHeldProduct(),
      at: expect.stringMatching(/Z$/),
    });
  });

  it('is neither kept nor told when the transaction fails', async () => {
    const failing = inTransaction(own.pool, async (client) => {
      await putHeld(client, SCOPE, [aStyle()]);
      throw new Error('the step could not be written down');
    });
    await expect(failing).rejects.toThrow('the step could not be written down');
    expect(await heldOf(own.pool, SCOPE, ['ST-1'])).toEqual(new Map());
    expect(await told()).toEqual([]);
  });

  it('has a later time with every change, even when the clock went back', async () => {
    await put(aStyle());
    await own.pool.query("update held_products set at = now() + interval '1 hour'");
    const [{ at: before } = {}] = await own.rows('select at from held_products');
    await put(aStyle('ST-1', { revision: null }));
    const [{ at: after } = {}] = await own.rows('select at from held_products');
    expect(Number(after) - Number(before)).toBe(1);
    expect((await told()).at(-1)).toMatchObject({ at: (after as Date).toISOString(), revision: null });
  });

  it('differs between the worlds', async () => {
    await put(aStyle());
    await inTransaction(own.pool, (client) => putHeld(client, SANDBOX, [aStyle('ST-1', { revision: null })]));
    expect((await heldOf(own.pool, SCOPE, ['ST-1'])).get('ST-1')?.revision).toBe('rev-00001');
    expect((await heldOf(own.pool, SANDBOX, ['ST-1'])).get('ST-1')?.revision).toBeNull();
    expect(await own.rows('select aggregateid from outbox order by position')).toEqual([
      { aggregateid: 'con_1:ST-1' },
      { aggregateid: 'con_1:TEST:ST-1' },
    ]);
  });

  it('of nothing is nothing', async () => {
    await put();
    expect(await own.rows('select from outbox')).toEqual([]);
  });
});

describe('restoring', () => {
  const event = (at: string, revision: string | null, style = 'ST-1'): ProductHeld => ({
    ...SCOPE,
    styleNumber: style,
    revision,
    held: aHeldProduct({ externalId: style }),
    at,
  });
  const OLD = event('2026-11-01T10:00:00.000Z', null);
  const NEW = event('2026-11-01T10:00:00.001Z', 'rev-00002');
  const state = () => own.rows('select style, revision, at from held_products order by style');
  const restored = [{ style: 'ST-1', revision: 'rev-00002', at: new Date(NEW.at) }];

  it.each([
    ['in one go', [[OLD, NEW]]],
    ['newest first', [[NEW, OLD]]],
    ['one after the other', [[OLD], [NEW]]],
    ['the older one last', [[NEW], [OLD]]],
    ['more than once', [[OLD, NEW, OLD], [NEW], [OLD]]],
  ])('takes the later time, %s', async (_, groups) => {
    for (const group of groups) await restoreHeld(own.pool, group);
    expect(await state()).toEqual(restored);
  });

  it('tells nobody: the topic has it already', async () => {
    await restoreHeld(own.pool, [NEW, event(NEW.at, null, 'ST-2')]);
    expect(await own.rows('select from outbox')).toEqual([]);
    expect(await state()).toHaveLength(2);
  });

  it('ends with what was told: a service that lost its tables knows every id', async () => {
    await put(aStyle('ST-1'), aStyle('ST-2', { revision: null }));
    await put(aStyle('ST-2', { revision: 'rev-00009' }));
    const before = await own.rows('select * from held_products order by style');
    const events = (await told()) as unknown as ProductHeld[];
    await own.clear();
    await restoreHeld(own.pool, events);
    expect(await own.rows('select * from held_products order by style')).toEqual(before);
  });

  it('of nothing is nothing', async () => {
    await restoreHeld(own.pool, []);
    expect(await state()).toEqual([]);
  });
});
