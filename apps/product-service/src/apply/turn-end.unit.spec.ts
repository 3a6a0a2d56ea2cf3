import type { HeldProduct } from '@joor-bridge/contracts';
import { aWantedStyle } from '../testing/products.js';
import { StyleTurn } from './turn.js';
import { endOf, waitMs } from './turn-end.js';

const OPTIONS = {
  lineSheets: 'Add',
  images: 'Add',
  inactive: 'Make inactive',
  joorLineSheets: new Set<string>(),
  joorSeasons: new Set<string>(),
} as const;
const WANTED = aWantedStyle('ST-1', { tags: [], images: [] });

/** JOOR has all of it. */
const whole = (): HeldProduct => ({
  ...{ id: '7', externalId: 'ST-1', name: WANTED.name, identifier: 'ST-1', description: WANTED.description },
  categoryIds: ['1'],
  tags: [],
  skus: WANTED.skus.map((sku) => ({ ...sku, id: `id-${sku.externalId}` })),
  prices: WANTED.prices.map((price, at) => ({ ...price, id: `p${at}`, skuId: `id-${price.sku}` })),
  collections: [
    {
      id: 'c',
      name: 'Spring 2027',
      seasonId: null,
      skuIds: WANTED.skus.map(({ externalId }) => `id-${externalId}`),
      ours: true,
    },
  ],
  images: [],
});

function turn(held: HeldProduct | null, attempts = 0, wanted = WANTED): StyleTurn {
  const due = {
    style: 'ST-1',
    revision: 'r',
    approved: [],
    ticket: '1',
    runId: null,
    lookedUp: true,
    doubt: null,
  };
  return new StyleTurn({ ...due, attempts, mapped: { kind: 'wanted', wanted } }, held, null);
}

describe('the end of a turn', () => {
  it('is that it is applied where nothing is left, under the revision that the next plan compares', () => {
    const done = endOf(turn(whole()), OPTIONS);
    expect(done).toMatchObject({
      end: { state: 'applied', note: null },
      revision: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(turn(whole()).plan(OPTIONS).revision).toBe(done.revision);
  });

  it('is that it is tried again where something is left without a word against it, later every time', () => {
    const held = { ...whole(), prices: [] };
    const waits = [0, 1, 2, 6, 7].map((attempts) => endOf(turn(held, attempts), OPTIONS).end);
    expect(waits.map((end) => 'againInMs' in end && end.againInMs / 60_000)).toEqual([1, 2, 4, 60, 60]);
    expect(endOf(turn(held, 8), OPTIONS).end).toMatchObject({ state: 'refused', step: 'prices' });
  });

  it('is one more try alone after the first refusal, and JOOR’s word after the second', () => {
    const refused = (attempts: number) => {
      const style = turn(null, attempts);
      style.refuse('product', 'The name is taken.');
      style.refuse('product', 'The name is taken.');
      return endOf(style, OPTIONS);
    };
    expect(refused(0)).toMatchObject({ revision: null, end: { state: 'queued', againInMs: 60_000 } });
    expect(refused(1)).toMatchObject({
      revision: null,
      end: { state: 'refused', step: 'product', reason: 'The name is taken.' },
    });
  });

  it('leaves what nobody has approved, and never takes the style for whole then', () => {
    const wanted = {
      ...WANTED,
      skus: WANTED.skus.map((sku, at) => ({ ...sku, active: at > 0 })),
      prices: WANTED.prices.slice(1),
    };
    expect(endOf(turn(whole(), 0, wanted), OPTIONS)).toMatchObject({
      revision: null,
      end: { state: 'applied', note: 'Whether 1 SKUs change their status in JOOR waits for approval.' },
    });
  });
});

it('waits grow to an hour', () => {
  expect([0, 1, 5, 6, 50].map((attempts) => waitMs(attempts) / 60_000)).toEqual([1, 2, 32, 60, 60]);
});
