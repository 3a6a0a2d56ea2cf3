import { CATALOGUE_DEFAULTS, type CatalogueSettings } from '../joor/catalogue/catalogue-settings.js';
import { loadStyles } from '../joor/catalogue/load-styles.js';
import { JoorAccount } from '../joor/joor-account.js';
import { defaultKeys } from '../joor/joor-world.js';
import { bulk } from '../joor/products/bulk.js';
import type { V4Call, Write } from '../joor/products/v4-call.js';

export const NOW = Date.parse('2026-11-26T12:00:00Z');

export interface BulkAnswer {
  readonly data: readonly Record<string, unknown>[];
  readonly errors?: readonly {
    readonly status: string;
    readonly message: string;
    readonly details: Record<string, unknown>;
  }[];
}

/** A dress in two colours and two sizes, with UPCs and prices. */
export const DRESS = {
  number: 'DRS-1',
  name: 'Alma Dress',
  id: 140_001,
  wholesaleCents: 5_000,
  retailCents: 11_090,
  colors: [
    { name: 'Black', code: 'BLK', variants: variants(1) },
    { name: 'Navy', code: 'NVY', variants: variants(3) },
  ],
} as const;

function variants(first: number) {
  return [
    { size: 'S', upc: `60000000000${first}` },
    { size: 'M', upc: `60000000000${first + 1}` },
  ] as const;
}

export const newAccount = (id = 'a'): JoorAccount => new JoorAccount(id, defaultKeys('production', id));

/** An account that sells the dress, and a way to write to it as the v4 API does. */
export function v4Stage(settings: Partial<CatalogueSettings> = {}, account = newAccount()) {
  loadStyles(account.catalogue, [DRESS], NOW);
  account.catalogueSettings = { ...CATALOGUE_DEFAULTS, ...settings };
  const callOf = (query = ''): V4Call => ({
    account,
    catalogue: account.catalogue,
    settings: account.catalogueSettings,
    query: new URLSearchParams(query),
    now: NOW + 1_000,
  });
  const post = (kind: string, write: Write, records: readonly unknown[]): BulkAnswer =>
    JSON.parse(bulk(callOf(), kind, JSON.stringify(records), { write }).body);
  const skuId = (name: string): string => account.catalogue.skus.find(name)?.id ?? `no SKU ${name}`;
  return { account, catalogue: account.catalogue, callOf, post, skuId };
}

/** The one error of an answer, as `STATUS message`. */
export const errorOf = ({ errors = [] }: BulkAnswer): string =>
  errors.map(({ status, message }) => `${status} ${message}`).join('; ');
