import { type ProductDetailed, topics } from '@joor-bridge/contracts';
import type { OutboundRecord, Received } from '@joor-bridge/messaging';
import { KillPoints } from '../chaos/kill-points.js';
import { forgetConnection } from '../schema/forget-connection.js';
import { aDetail, aVariant } from '../testing/details.js';
import { OwnProducts } from '../testing/own-products.js';
import { Catalogue, otherStylesIn } from './catalogue.js';
import { CatalogueIntake } from './catalogue-intake.js';

const SCOPE = { connectionId: 'con_1', world: 'production' as const };
let own: OwnProducts;
let catalogue: Catalogue;
let published: OutboundRecord[] = [];
let intake: CatalogueIntake;

beforeAll(async () => {
  own = await OwnProducts.make(process.env.DATABASE_URL);
  catalogue = new Catalogue(own.pool);
  const bus = {
    publish: async (topic: { name: string }, records: readonly OutboundRecord[]) => {
      expect(topic.name).toBe(topics.products.name);
      published.push(...records);
    },
  };
  intake = new CatalogueIntake(own.database, bus, new KillPoints(null));
});
afterAll(() => own?.drop());
beforeEach(async () => {
  await own.pool.query('truncate styles, catalogue_news');
  published = [];
});

const event = (style: string, second: number, more: Partial<ProductDetailed> = {}): ProductDetailed => ({
  ...SCOPE,
  workspaceId: 'wsp_1',
  revision: `revision ${style} ${more.product?.name ?? ''}`,
  observedAt: new Date(Date.UTC(2026, 10, 27, 10, 0, second)).toISOString(),
  listed: true,
  product: aDetail({ styleNumber: style, ...more.product }),
  ...more,
});
const named = (style: string, second: number, name: string) =>
  event(style, second, { revision: `revision ${name}`, product: aDetail({ styleNumber: style, name }) });

let acknowledged = 0;
const received = (style: ProductDetailed) => {
  const ack = () => {
    acknowledged += 1;
  };
  return { event: style, ack } as unknown as Received<ProductDetailed>;
};
const take = (...events: ProductDetailed[]) => intake.take(events.map(received));
const names = async () =>
  (await catalogue.chosen(SCOPE, ['A', 'B', 'C'])).map(({ style, product }) => `${style} ${product.name}`);

describe('the catalogue', () => {
  it('holds what was observed last, whatever comes last', async () => {
    await take(named('A', 2, 'new'), named('B', 1, 'first'));
    await take(named('A', 1, 'old'), named('B', 3, 'second'));
    expect(await names()).toEqual(['A new', 'B second']);
  });

  it('holds of several in one batch the one that was observed last', async () => {
    await take(named('A', 3, 'last'), named('A', 1, 'first'), named('A', 2, 'middle'));
    expect(await names()).toEqual(['A last']);
  });

  it('puts a newer style behind an older one on the topic, which would be all that compaction leaves', async () => {
    const newer = named('A', 2, 'new');
    await take(newer);
    expect(published).toEqual([]);
    await take(named('A', 1, 'old'));
    expect(published.map(({ key, value }) => [key, value])).toEqual([['con_1:A', newer]]);
    await take(newer);
    expect(published).toHaveLength(1);
  });

  it('acknowledges what it took, older ones as well', async () => {
    acknowledged = 0;
    await take(named('A', 2, 'new'), named('A', 1, 'old'));
    expect(acknowledged).toBe(2);
  });

  it('keeps a style that is listed no more', async () => {
    await take(event('A', 1));
    await take(event('A', 2, { listed: false }));
    expect(await catalogue.chosen(SCOPE, ['A'])).toMatchObject([{ style: 'A', listed: false }]);
  });

  it('keeps the worlds and the connections apart', async () => {
    await take(
      named('A', 1, 'ours'),
      { ...named('A', 2, 'sandbox'), world: 'sandbox' },
      { ...named('A', 3, 'theirs'), connectionId: 'con_2' },
    );
    expect(await names()).toEqual(['A ours']);
    await forgetConnection(own.pool, 'con_1');
    expect(await names()).toEqual([]);
    expect(await catalogue.chosen({ ...SCOPE, connectionId: 'con_2' }, ['A'])).toHaveLength(1);
  });

  it('stores a NUL as nothing, since PostgreSQL takes none', async () => {
    await take(named('A', 1, 'a\u0000b\\u0000'));
    expect(await names()).toEqual(['A ab\\u0000']);
  });

  it('is read page by page, each style once and in order', async () => {
    await take(...Array.from({ length: 25 }, (_, at) => event(`S${String(at).padStart(2, '0')}`, 1)));
    const pages: string[][] = [];
    for await (const page of catalogue.pages(SCOPE, 10)) pages.push(page.map(({ style }) => style));
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(new Set(pages.flat()).size).toBe(25);
    expect(pages.flat()).toEqual([...pages.flat()].sort());
  });
});

describe('news', () => {
  it('are there when a style was stored that differs, and not when it was only seen again', async () => {
    expect(await catalogue.newest(SCOPE)).toBeNull();
    await take(event('A', 1));
    const first = await catalogue.newest(SCOPE);
    await take(event('A', 2));
    expect(await catalogue.newest(SCOPE)).toEqual(first);
    await take(event('A', 3, { revision: 'another one' }));
    const second = await catalogue.newest(SCOPE);
    expect(second?.getTime()).toBeGreaterThan(first?.getTime() ?? 0);
    await take(event('A', 4, { revision: 'another one', listed: false }));
    expect((await catalogue.newest(SCOPE))?.getTime()).toBeGreaterThan(second?.getTime() ?? 0);
  });
});

describe('SKUs of several styles', () => {
  it('are found among listed styles of the connection', async () => {
    const shared = aVariant({ sku: 'SHARED' });
    const withShared = (style: string) => aDetail({ styleNumber: style, variants: [shared] });
    await take(
      event('A', 1, { product: withShared('A') }),
      event('B', 1, { product: withShared('B') }),
      event('C', 1, { product: withShared('C'), listed: false }),
      { ...event('A', 1, { product: withShared('D') }), connectionId: 'con_2' },
    );
    const others = otherStylesIn(await catalogue.sharedSkus(SCOPE));
    expect(others('SHARED', 'A')).toEqual(['B']);
    expect(others('SHARED', 'B')).toEqual(['A']);
    expect(others('ST-1-BLK-S', 'A')).toEqual([]);
  });
});
