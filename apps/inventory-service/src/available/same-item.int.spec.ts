import { defaultSettings, type ItemIdentity, type Settings } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import { aNewerLevel, IDENTITY, OwnListings } from '../testing/own-listings.js';
import { computationOf } from './computation.js';
import { recomputeGroup } from './recompute.js';

let own: OwnListings;
beforeAll(async () => {
  own = await OwnListings.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const PLACE = { connectionId: 'con_1', world: 'production' } as const;

async function recompute(settings: Partial<Settings> = {}): Promise<void> {
  const computation = computationOf(PLACE, { ...defaultSettings(), ...settings }, 'Main', '2026-12-31');
  while ((await inTransaction(own.pool, (client) => recomputeGroup(client, computation))) > 0);
}
const listings = (columns: string) => own.rows(`select ${columns} from listings order by sku, item, day`);
/** As if JOOR had acknowledged what it is to hold. */
const acknowledge = () =>
  own.pool.query('update listings set acknowledged = wanted, last_known = wanted, sent_at = now()');

describe('an item that is found by another name', () => {
  const nameless = { ...IDENTITY, upc: '' };
  const named = { ...IDENTITY, upc: 'gained' };
  const STYLE = 'style:["LS-100","LS","IVO","S"]';
  const COLUMNS = 'item, day, wanted, listed, acknowledged, last_known';

  type Case = [
    what: string,
    before: ItemIdentity,
    after: ItemIdentity,
    now: Partial<Settings>,
    item: string,
    first?: Partial<Settings>,
  ];
  it.each<Case>([
    ['that has got a UPC', nameless, named, {}, 'upc:gained'],
    ['that has lost its UPC', named, nameless, {}, STYLE],
    ['that is to be found by its style', named, named, { 'inventory.matchBy': 'Style' }, STYLE],
    ['whose style has got an identifier', { ...nameless, styleIdentifier: '' }, nameless, {}, STYLE],
    [
      'that has got a UPC, and another style with it',
      named,
      { ...named, size: 'M' },
      { 'inventory.matchBy': 'UPC' },
      'upc:gained',
      { 'inventory.matchBy': 'Style' },
    ],
  ] as const)(
    '%s is one row, and is not told 0',
    async (_what, before, after, settings, item, first = {}) => {
      const future = [{ on: '2027-02-01', quantity: 9 }];
      await own.stock(aNewerLevel('A', 4, { identity: before, future }));
      await recompute(first);
      await acknowledge();
      await own.stock(aNewerLevel('A', 5, { identity: after, future }));
      await recompute(settings);
      expect(await listings(COLUMNS)).toEqual([
        { item, day: '', wanted: 5, listed: true, acknowledged: null, last_known: 4 },
        { item, day: '2027-02-01', wanted: 9, listed: true, acknowledged: null, last_known: 9 },
      ]);
    },
  );

  it('waits for what is on its way under the name before', async () => {
    await own.stock(aNewerLevel('A', 4, { identity: nameless }));
    await recompute();
    await own.pool.query(
      `update listings set attempt_id = gen_random_uuid(), sending = 4, sending_until = now() + interval '1 minute'`,
    );
    await own.stock(aNewerLevel('A', 5, { identity: named }));
    await recompute();
    expect(await listings('item, sending_until > now() as waits')).toEqual([
      { item: 'upc:gained', waits: true },
    ]);
  });

  it('says nothing under the name before where both were told once, and trusts it no more', async () => {
    await own.stock(aNewerLevel('A', 4, { identity: nameless }));
    await recompute();
    await acknowledge();
    // As after the tables were lost: the topic remembers either name.
    await own.pool.query(
      `insert into listings (connection_id, world, sku, warehouse, item, day, identity, listed, acknowledged, last_known)
       values ('con_1', 'production', 'A', 'Main', 'upc:gained', '', $1, false, 5, 5)`,
      [JSON.stringify(named)],
    );
    await own.stock(aNewerLevel('A', 5, { identity: named }));
    await recompute();
    expect(await listings('item, wanted, acknowledged')).toEqual([
      { item: STYLE, wanted: null, acknowledged: null },
      { item: 'upc:gained', wanted: 5, acknowledged: 5 },
    ]);
  });

  it('is told 0 where it is another: a UPC that was corrected, or another style', async () => {
    await own.stock(aNewerLevel('A', 4, { identity: nameless }));
    await recompute();
    await acknowledge();
    await own.stock(aNewerLevel('A', 4, { identity: { ...nameless, size: 'M' } }));
    await recompute();
    expect(await listings('item, wanted')).toEqual([
      { item: 'style:["LS-100","LS","IVO","M"]', wanted: 4 },
      { item: STYLE, wanted: 0 },
    ]);
  });
});
