import { DEFAULT_FLOW } from '../options.js';
import type { JoorOrder } from './joor-order.js';
import { defaultKeys, JoorWorld } from './joor-world.js';
import { ALL_QUIRKS } from './quirks.js';

let now = Date.parse('2026-11-24T12:00:00Z');
const world = (name: 'production' | 'sandbox' = 'production', seed = 's') =>
  new JoorWorld(name, { seed, lines: [2, 3] }, () => now);
const idsIn = (of: JoorWorld, account: string) =>
  of
    .account(account)
    .all()
    .map(({ facts }) => Number(facts.orderId));

describe('JoorWorld', () => {
  it('gives accounts keys that differ by world and account', () => {
    const tokens = (['production', 'sandbox'] as const).flatMap((name) =>
      ['a', 'b'].map((id) => defaultKeys(name, id).token),
    );
    expect(new Set(tokens).size).toBe(4);
    expect(world().account('a').keys).toEqual(defaultKeys('production', 'a'));
  });

  it('keeps an account that is there, and its keys', () => {
    const tested = world();
    const first = tested.account('a', { token: 'mine' });
    expect(tested.account('a', { token: 'other' })).toBe(first);
    expect(first.keys).toEqual({ ...defaultKeys('production', 'a'), token: 'mine' });
    expect(tested.has('a')).toBe(true);
    expect(tested.has('b')).toBe(false);
  });

  it('finds an account by its token only', () => {
    const tested = world();
    const account = tested.account('a');
    expect(tested.byStaticToken(account.keys.token)).toBe(account);
    expect(tested.byStaticToken('')).toBeUndefined();
    expect(tested.byStaticToken(defaultKeys('sandbox', 'a').token)).toBeUndefined();
  });

  it('never gives two accounts, or two worlds, the same order id', () => {
    const [production, sandbox] = [world('production'), world('sandbox')];
    const ids: number[] = [];
    for (const each of [production, sandbox]) {
      for (const account of ['a', 'b', 'c']) {
        each.fill(account, 20, 3);
        ids.push(...idsIn(each, account));
      }
    }
    expect(ids).toHaveLength(120);
    expect(new Set(ids).size).toBe(120);
  });

  it('lets a bearer token live its seconds', () => {
    const tested = world();
    const account = tested.account('a');
    tested.issueBearer('t', account, 10);
    now += 9_999;
    expect(tested.byBearer('t')).toBe(account);
    now += 1;
    expect(tested.byBearer('t')).toBeUndefined();
  });

  it('lets happen what was due, when it is asked to', () => {
    const tested = world();
    tested.flow('a', { ...DEFAULT_FLOW, ordersPerHour: 60 });
    tested.tick();
    expect(tested.account('a').size).toBe(0);
    now += 30 * 60_000;
    tested.tick();
    expect(tested.account('a').size).toBe(30);
    tested.flow('a', { ...DEFAULT_FLOW, ordersPerHour: 0 });
    now += 30 * 60_000;
    tested.tick();
    expect(tested.account('a').size).toBe(30);
  });

  it('brings nothing of the time before a flow was started', () => {
    const tested = world();
    tested.account('a');
    now += 3_600_000;
    tested.flow('a', { ...DEFAULT_FLOW, ordersPerHour: 60 });
    tested.tick();
    expect(tested.account('a').size).toBe(0);
  });

  it('forgets how it wrote an order when its habits change', () => {
    const tested = world();
    tested.fill('a', 1, 1);
    const [stored] = tested.account('a').all();
    if (stored) stored.text = 'written before';
    tested.setQuirks(ALL_QUIRKS);
    expect(stored?.text).toBeUndefined();
  });

  it('numbers on after a backlog', () => {
    const tested = world();
    tested.fill('a', 3, 1);
    tested.fill('a', 2, 1);
    const ids = idsIn(tested, 'a');
    expect(ids).toEqual(Array.from({ length: 5 }, (_, index) => (ids[0] ?? 0) + index));
  });

  it('puts the styles of its orders into the catalogue of an account, once', () => {
    const tested = world();
    expect(tested.loadBrand('a')).toBe(24);
    expect(tested.loadBrand('a')).toBe(0);
    const { catalogue } = tested.account('a');
    tested.fill('a', 20, 3);
    const lines = tested
      .account('a')
      .all()
      .flatMap(({ raw }) => (raw as JoorOrder).line_items);
    expect(lines.length).toBeGreaterThan(30);
    for (const { item_upc, item_style_id } of lines)
      expect(catalogue.withUpc(item_upc)).toMatchObject([{ productId: String(item_style_id) }]);
    expect(tested.account('b').catalogue.products.size).toBe(0);
  });
});
