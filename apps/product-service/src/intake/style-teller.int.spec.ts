import type { ProductDetail, ProductDetailed } from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import { storeStyles } from '../catalogue/store-styles.js';
import { KillPoints } from '../chaos/kill-points.js';
import { aDetail } from '../testing/details.js';
import { OwnProducts } from '../testing/own-products.js';
import { RefusedProducts } from './refused-products.js';
import { StyleTeller } from './style-teller.js';
import { ToldStyles } from './told-styles.js';

const SCOPE = { connectionId: 'con_1', world: 'production' as const, workspaceId: 'wsp_1' };
let own: OwnProducts;
let told: ToldStyles;
let refused: RefusedProducts;
let teller: StyleTeller;
let published: ProductDetailed[] = [];
let broker: 'well' | 'down' = 'well';

const bus = {
  publish: async (_topic: unknown, records: readonly OutboundRecord[]) => {
    if (broker === 'down') throw new Error('the broker is down');
    published.push(...records.map(({ value }) => value as ProductDetailed));
  },
};
const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 10, 0, second));
const style = (styleNumber: string, name = 'Coat'): ProductDetail => aDetail({ styleNumber, name });
const tell = (second: number, ...products: ProductDetail[]) =>
  teller.tell(SCOPE, { products, refused: [] }, at(second), 'pull');
const unread = (second: number, styleNumber: string) =>
  teller.tell(
    SCOPE,
    { products: [], refused: [{ styleNumber, reason: 'is no product' }] },
    at(second),
    'pull',
  );
const vanished = (second: number) => teller.tellVanished(SCOPE, at(second), () => undefined);
/** What was published comes back. */
const materialise = async () => {
  for (const event of published) await storeStyles(own.pool, [event]);
};
const lines = () =>
  published.map(({ product, listed }) => `${product.styleNumber} ${product.name}${listed ? '' : ' (gone)'}`);

beforeAll(async () => {
  own = await OwnProducts.make(process.env.DATABASE_URL);
  told = new ToldStyles(own.pool);
  refused = new RefusedProducts(own.pool);
  teller = new StyleTeller(bus, told, refused, new KillPoints(null));
});
afterAll(() => own?.drop());
beforeEach(async () => {
  await own.pool.query('truncate styles, told_styles, refused_products, catalogue_news');
  published = [];
  broker = 'well';
});

describe('what is told', () => {
  it('is what is new or differs from what was told last, which may not have come back yet', async () => {
    expect(await tell(1, style('A'), style('B'))).toMatchObject({ changed: 2 });
    expect(await tell(2, style('A'), style('B', 'Cape'))).toMatchObject({ changed: 1 });
    expect(await tell(3, style('A'), style('B'))).toMatchObject({ changed: 1 });
    expect(lines()).toEqual(['A Coat', 'B Coat', 'B Cape', 'B Coat']);
  });

  it('is nothing that is older than what was told or seen to be still so', async () => {
    await tell(1, style('A'));
    await tell(5, style('A'));
    expect(await tell(3, style('A', 'Older'))).toMatchObject({ changed: 0 });
    expect(lines()).toEqual(['A Coat']);
  });

  it('is told again when the broker did not take it', async () => {
    broker = 'down';
    await expect(tell(1, style('A'))).rejects.toThrow('the broker is down');
    broker = 'well';
    expect(await tell(2, style('A'))).toMatchObject({ changed: 1 });
    expect(lines()).toEqual(['A Coat']);
  });

  it('carries the connection, its world, the time of the reading and the content hash', async () => {
    await tell(1, style('A'));
    expect(published).toEqual([
      {
        ...SCOPE,
        revision: expect.stringMatching(/^[0-9a-f]{32}$/),
        observedAt: '2026-11-27T10:00:01.000Z',
        listed: true,
        product: style('A'),
      },
    ]);
  });

  it('is of one world: the other has its own memory', async () => {
    await tell(1, style('A'));
    await teller.tell({ ...SCOPE, world: 'sandbox' }, { products: [style('A')], refused: [] }, at(2), 'pull');
    expect(published.map(({ world }) => world)).toEqual(['production', 'sandbox']);
  });
});

describe('what a whole reading has not met', () => {
  it('is told to be gone, once, and again when it comes back', async () => {
    await tell(1, style('A'), style('B'));
    await materialise();
    await tell(11, style('A'));
    expect(await vanished(10)).toBe(1);
    expect(await vanished(10)).toBe(0);
    await materialise();
    expect(await tell(20, style('B'))).toMatchObject({ changed: 1 });
    expect(lines()).toEqual(['A Coat', 'B Coat', 'B Coat (gone)', 'B Coat']);
    expect(published[2]?.observedAt).toBe(at(10).toISOString());
  });

  it('stays while it is still on its way to the catalogue', async () => {
    await tell(1, style('A'));
    expect(await vanished(10)).toBe(0);
    await materialise();
    expect(await vanished(10)).toBe(1);
  });

  it('stays when it was pushed after the reading began', async () => {
    await tell(1, style('A'));
    await materialise();
    await teller.tell(SCOPE, { products: [style('A', 'Cape')], refused: [] }, at(12), 'push');
    expect(await vanished(10)).toBe(0);
  });

  it('stays when it was met and could not be read', async () => {
    await tell(1, style('A'), style('B'));
    await materialise();
    await unread(11, 'A');
    expect(await vanished(10)).toBe(1);
    expect(lines().at(-1)).toBe('B Coat (gone)');
  });

  it('stays, all of it, when something nameless was met: it may be any of them', async () => {
    await tell(1, style('A'), style('B'));
    await materialise();
    await unread(11, '');
    expect(await vanished(10)).toBe(0);
  });

  it('is told page by page, however much it is', async () => {
    const many = Array.from({ length: 450 }, (_, n) => style(`S${n}`));
    await tell(1, ...many);
    await storeStyles(own.pool, published);
    let checks = 0;
    const count = await teller.tellVanished(SCOPE, at(10), () => {
      checks += 1;
    });
    expect([count, checks]).toEqual([450, 3]);
  });

  it('is told no further once the lease is lost', async () => {
    await tell(1, style('A'));
    await materialise();
    const lost = () => {
      throw new Error('the lease is lost');
    };
    await expect(teller.tellVanished(SCOPE, at(10), lost)).rejects.toThrow('the lease is lost');
    expect(lines()).toEqual(['A Coat']);
  });
});

describe('what cannot be read', () => {
  it('is kept once per reason, until it can be', async () => {
    await unread(1, 'A');
    await unread(2, 'A');
    expect(await refused.list(SCOPE)).toEqual([
      { styleNumber: 'A', reason: 'is no product', source: 'pull', seenAt: at(2) },
    ]);
    await tell(3, style('A'));
    expect(await refused.list(SCOPE)).toEqual([]);
  });

  it('is forgotten when a whole reading has not met it any more; what was pushed is not', async () => {
    await unread(1, 'A');
    await teller.tell(SCOPE, { products: [], refused: [{ styleNumber: 'B', reason: 'x' }] }, at(1), 'push');
    await vanished(10);
    expect((await refused.list(SCOPE)).map(({ styleNumber }) => styleNumber)).toEqual(['B']);
  });

  it('has its texts cut where they are longer than anybody reads', async () => {
    const long = { styleNumber: 'A'.repeat(600), reason: 'x'.repeat(900) };
    await teller.tell(SCOPE, { products: [], refused: [long] }, at(1), 'pull');
    const [kept] = await refused.list(SCOPE);
    expect([kept?.styleNumber.length, kept?.reason.length]).toEqual([500, 500]);
  });
});
