import type { Catalogue } from '../catalogue/catalogue.js';
import type { CatalogueSettings } from '../catalogue/catalogue-settings.js';
import type { JoorAccount } from '../joor-account.js';
import type { Given } from './given.js';

/** What every v4 call works with. */
export interface V4Call {
  readonly account: JoorAccount;
  readonly catalogue: Catalogue;
  readonly settings: CatalogueSettings;
  readonly query: URLSearchParams;
  readonly now: number;
}

/** Checks one record, keeps it, and answers what JOOR shows of it. @throws RecordError when nothing was kept */
export type Write = (call: V4Call, given: Given) => unknown;

/** An id as this account's answers write it. */
export const idOut = ({ settings }: V4Call, id: string): string | number =>
  settings.numericIds && /^\d+$/.test(id) ? Number(id) : id;
