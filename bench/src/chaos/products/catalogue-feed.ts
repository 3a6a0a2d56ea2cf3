import type { Seeded } from '../seeded.js';
import type { Brand } from './brands.js';
import type { ProductsControl } from './products-control.js';
import { changedStyle, newStyle, type Style } from './style.js';

/** What the WMSs of the brands have, and what becomes of it. */
export class CatalogueFeed {
  changes = 0;
  private turn = 0;
  private readonly wanted = new Map<string, Style[]>();

  constructor(
    private readonly control: ProductsControl,
    private readonly random: Seeded,
    private readonly brands: readonly Brand[],
    /** Styles of each brand in the end. */
    private readonly most: number,
  ) {}

  get styles(): number {
    return [...this.wanted.values()].reduce((sum, { length }) => sum + length, 0);
  }

  of({ connectionId }: Brand): readonly Style[] {
    return this.wanted.get(connectionId) ?? [];
  }

  get isWhole(): boolean {
    return this.styles >= this.most * this.brands.length;
  }

  /** So many first styles of every brand. */
  async begin(count: number): Promise<void> {
    for (const brand of this.brands) await this.add(brand, count);
  }

  /** The next brand gets some new styles, as long as there are to be more, and some others change. */
  async step(added: number, changed: number): Promise<void> {
    const brand = this.brands[this.turn % this.brands.length];
    this.turn += 1;
    if (!brand) return;
    await this.add(brand, added);
    const known = this.wanted.get(brand.connectionId) ?? [];
    const chosen = this.random.shuffled([...known.keys()]).slice(0, changed);
    const styles = chosen.flatMap((at) => {
      const style = known[at];
      return style ? [changedStyle(style, brand.series, at, this.random)] : [];
    });
    for (const [n, at] of chosen.entries()) {
      const style = styles[n];
      if (style) known[at] = style;
    }
    this.changes += styles.length;
    await this.control.setStyles(brand.wms, styles);
  }

  private async add(brand: Brand, count: number): Promise<void> {
    const known = this.wanted.get(brand.connectionId) ?? [];
    const more = Array.from({ length: Math.min(count, this.most - known.length) }, (_, n) =>
      newStyle(brand.series, known.length + n, this.random),
    );
    this.wanted.set(brand.connectionId, [...known, ...more]);
    if (more.length > 0) await this.control.setStyles(brand.wms, more);
  }
}
