import fc from 'fast-check';
import { scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';

/** What JOOR makes of a record, and how it says so: none of it may make a difference to the answers. */
interface Manner {
  readonly fate: 'written' | 'refused' | 'duplicate' | 'lost';
  readonly camel: boolean;
  readonly numbers: boolean;
  /** Whether only what tells the record is echoed, or all that was sent. */
  readonly terse: boolean;
}
const manner: fc.Arbitrary<Manner> = fc.record({
  fate: fc.constantFrom('written', 'refused', 'duplicate', 'lost'),
  camel: fc.boolean(),
  numbers: fc.boolean(),
  terse: fc.boolean(),
});
type Body = Readonly<Record<string, unknown>>;

/** A kind of record: how it is sent, and what of it an answer names. */
interface Kind {
  readonly send: (joor: JoorProducts, keys: readonly number[]) => Promise<readonly { kind: string }[]>;
  /** What an error echoes at least. */
  readonly key: (body: Body) => Body;
  readonly idOf: (key: number) => string;
  readonly idField: string;
}

const name = (key: number) => `name ${key % 3}`;
const KINDS: Readonly<Record<string, Kind>> = {
  products: {
    send: ({ products }, keys) =>
      products.create(keys.map((key) => ({ name: name(key), externalId: `${key}`, description: 'same' }))),
    key: ({ external_id }) => ({ external_id }),
    idOf: (key) => `${100_000 + key}`,
    idField: 'product_id',
  },
  skus: {
    send: ({ skus }, keys) =>
      skus.create(
        keys.map((key) => ({
          productId: `${key % 5}`,
          externalId: `${key}`,
          color: { name: 'Black', code: 'BLK' },
          size: { name: 'OS' },
        })),
      ),
    key: ({ external_id }) => ({ external_id }),
    idOf: (key) => Buffer.from(`0|${key}`).toString('base64'),
    idField: 'sku_id',
  },
  prices: {
    send: ({ prices }, keys) =>
      prices.create(
        keys.map((key) => ({
          skuId: `sku${Math.floor(key / 3)}`,
          priceTypeId: `${key % 3}`,
          wholesale: '1',
          retail: null,
        })),
      ),
    key: ({ sku_id, price_type_id }) => ({ sku_id, price_type_id }),
    idOf: (key) => `${100_000 + key}`,
    idField: 'price_id',
  },
  collections: {
    send: ({ collections }, keys) =>
      collections.create(keys.map((key) => ({ name: name(key), externalId: `${key}`, items: [] }))),
    key: ({ external_id, name }) => ({ external_id, name }),
    idOf: (key) => `${100_000 + key}`,
    idField: 'collection_id',
  },
};

const camelCase = (text: string) => text.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The body as JOOR may echo it. */
function echoed(body: Body, { camel, numbers }: Manner): Body {
  const dressed = ([key, value]: [string, unknown]) => {
    const number = numbers && typeof value === 'string' && /^\d+$/.test(value);
    return [camel ? camelCase(key) : key, number ? Number(value) : value];
  };
  return Object.fromEntries(Object.entries(body).map(dressed));
}

interface Said {
  readonly data?: Body;
  readonly error?: { readonly status: string; readonly message: string; readonly details: Body };
}

function said(kind: Kind, key: number, body: Body, how: Manner): Said {
  const id = kind.idOf(key);
  if (how.fate === 'lost') return {};
  if (how.fate === 'written') return { data: { ...echoed(body, how), id } };
  const details = echoed(how.terse ? kind.key(body) : body, how);
  const message = `bad ${key}`;
  if (how.fate === 'refused') return { error: { status: 'VALIDATION_ERROR', message, details } };
  return { error: { status: 'DUPLICATED', message, details: { ...details, [kind.idField]: id } } };
}

/** A JOOR that treats each record of the request as it is told to, and answers in the given order. */
function answering(kind: Kind, records: readonly (readonly [number, Manner])[], order: readonly number[]) {
  const answer = (bodies: readonly Body[]) => {
    const sayings = records.map(([key, how], index) => said(kind, key, bodies[index] ?? {}, how));
    const told = order.map((index) => sayings[index] ?? {});
    return {
      data: told.flatMap(({ data }) => data ?? []),
      errors: told.flatMap(({ error }) => error ?? []),
    };
  };
  const { link } = scriptedLink([]);
  const request = async ({ body }: { body: string }) => ({
    statusCode: 200,
    headers: {},
    body: [Buffer.from(JSON.stringify(answer(JSON.parse(body))))],
  });
  return new JoorProducts({ ...link, dispatcher: { request } as never });
}

describe.each(Object.entries(KINDS))('%s', (_, kind) => {
  const cases = fc
    .uniqueArray(fc.tuple(fc.nat(500), manner), { selector: ([key]) => key, minLength: 1, maxLength: 25 })
    .chain((records) => {
      const places = records.map((_, index) => index);
      return fc.tuple(fc.constant(records), fc.shuffledSubarray(places, { minLength: places.length }));
    });

  test('each record has its own answer, however JOOR puts it', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ([records, order]) => {
        const keys = records.map(([key]) => key);
        const joor = answering(kind, records, order);
        const expected = records.map(([key, { fate }]) => {
          if (fate === 'written') {
            return { kind: 'written', value: expect.objectContaining({ id: kind.idOf(key) }) };
          }
          if (fate === 'refused') return { kind: 'refused', reason: `bad ${key}` };
          return fate === 'duplicate' ? { kind: 'duplicate', id: kind.idOf(key) } : { kind: 'unnamed' };
        });
        await expect(kind.send(joor, keys)).resolves.toEqual(expected);
      }),
    );
  });
});
