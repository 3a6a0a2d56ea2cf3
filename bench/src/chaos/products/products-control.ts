import { SandboxControl } from '../sandbox-control.js';
import type { ShownStyle } from './catalogue-verdict.js';
import type { Style } from './style.js';

interface Counted {
  readonly total: number;
  readonly doubled: number;
  readonly keys: readonly string[];
}

/** The simulated world's control API, as far as catalogues are concerned. */
export class ProductsControl extends SandboxControl {
  async setHabits(account: string, habits: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call('PUT', `/joor/production/${account}`, { catalogue: habits });
  }

  /** Adds and changes styles of a WMS. */
  async setStyles(wms: string, products: readonly Style[], replace = false): Promise<void> {
    await this.call('PUT', `/wms/${wms}/products`, { products, replace });
  }

  async styles(account: string): Promise<readonly ShownStyle[]> {
    return (await this.call<{ styles: ShownStyle[] }>('GET', `/joor/production/${account}/catalogue/styles`))
      .styles;
  }

  /** What an account has more than once, one line each: products, SKUs, prices, line sheets, entries, images … */
  async doubles(account: string): Promise<string[]> {
    const report = await this.call<Record<string, Counted>>('GET', `/joor/production/${account}/catalogue`);
    return Object.entries(report).flatMap(([kind, { doubled, keys }]) =>
      doubled > 0 ? keys.map((key) => `${kind} has ${key} more than once (${doubled} too many)`) : [],
    );
  }
}
