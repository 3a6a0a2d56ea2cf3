import type { StyleSeed } from '@joor-bridge/sandbox';
import { SandboxControl } from '../sandbox-control.js';
import type { WmsRow } from './stock-model.js';

/** A row of JOOR's inventory. `sku` is the UPC. */
export interface HeldRow {
  readonly sku: string;
  readonly warehouse: string;
  readonly on: string | null;
  readonly quantity: number | null;
}

export interface HeldInventory {
  /** Rows that were ever written. */
  readonly writes: number;
  /** Writes that replaced a figure that had been asked for later. */
  readonly overtaken: number;
  readonly rows: readonly HeldRow[];
}

interface History extends HeldRow {
  readonly history: readonly { readonly at: string; readonly quantity: number | null }[];
}

const ALL = 10_000_000;

/** The simulated world's control API, as far as inventory is concerned. */
export class InventoryControl extends SandboxControl {
  /** Makes these the styles of an account, beside those it has. */
  async addStyles(account: string, styles: readonly StyleSeed[]): Promise<void> {
    await this.call('POST', `/joor/production/${account}/catalogue`, { from: 'styles', styles });
  }

  /** Changes levels of a WMS; with `replace` they are all that it has. */
  async setStock(wms: string, levels: readonly WmsRow[], replace = false): Promise<void> {
    await this.call('PUT', `/wms/${wms}/stock`, { levels, replace });
  }

  async removeStock(wms: string, skus: readonly string[]): Promise<void> {
    await this.call('PUT', `/wms/${wms}/stock`, { levels: [], remove: skus });
  }

  /** Has a WMS push rows. @returns whether they were taken */
  async push(wms: string, url: string, rows: readonly WmsRow[]): Promise<boolean> {
    const pushed = this.call<{ requests: { status: number }[] }>('POST', `/wms/${wms}/push-stock`, {
      url,
      rows,
    });
    return pushed.then(
      ({ requests }) => requests.every(({ status }) => status === 200),
      // nobody listens there now
      () => false,
    );
  }

  inventory(account: string): Promise<HeldInventory> {
    return this.call('GET', `/joor/production/${account}/inventory?limit=${ALL}`);
  }

  async writes(accounts: readonly string[]): Promise<number> {
    const each = await Promise.all(
      accounts.map((account) =>
        this.call<{ writes: number }>('GET', `/joor/production/${account}/inventory?limit=0`),
      ),
    );
    return each.reduce((sum, { writes }) => sum + writes, 0);
  }

  /** Every figure that an item ever had, by warehouse and day. */
  async history(account: string, upc: string): Promise<readonly History[]> {
    const path = `/joor/production/${account}/inventory?sku=${encodeURIComponent(upc)}`;
    return (await this.call<{ rows: History[] }>('GET', path)).rows;
  }
}
