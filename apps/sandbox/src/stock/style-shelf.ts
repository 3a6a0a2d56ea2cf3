import type { Random } from '../random/random.js';

/** A style with its variants as a WMS knows it, as JSON; a test may put nonsense into it. */
export type StyleJson = Readonly<Record<string, unknown>>;

/** The styles of one warehouse system. It is filled when somebody first looks at it. */
export class StyleShelf {
  /** Grows with each change. */
  version = 0;
  private filled: Map<string, StyleJson> | null = null;

  constructor(
    private readonly fill: () => readonly StyleJson[],
    private readonly now: () => number = Date.now,
  ) {}

  all(): readonly StyleJson[] {
    return [...this.styles().values()];
  }

  /** Styles that were changed at that time or later (epoch ms). */
  changedSince(since: number): readonly StyleJson[] {
    return this.all().filter((style) => modifiedAt(style) >= since);
  }

  replace(styles: readonly StyleJson[]): void {
    this.filled = new Map();
    this.set(styles);
  }

  /** Changes the styles of the same number, as of now; the others are new. What is not named of a style stays. */
  set(styles: readonly StyleJson[]): void {
    const all = this.styles();
    for (const style of styles) {
      const number = numberOf(style);
      const changed = { modifiedAt: new Date(this.now()).toISOString(), ...style };
      all.set(number, { ...all.get(number), ...changed });
    }
    this.version += 1;
  }

  remove(numbers: readonly string[]): void {
    for (const number of numbers) this.styles().delete(number);
    this.version += 1;
  }

  /** Gives a share of the styles another name and price, and says how many. */
  change(share: number, random: Random): number {
    const chosen = this.all().filter(() => random.chance(share));
    this.set(chosen.map((style) => changedStyle(style, random)).map(({ modifiedAt: _, ...style }) => style));
    return chosen.length;
  }

  private styles(): Map<string, StyleJson> {
    if (this.filled === null) {
      this.filled = new Map(this.fill().map((style) => [numberOf(style), style]));
      this.version += 1;
    }
    return this.filled;
  }
}

export const numberOf = (style: StyleJson): string => String(style.styleNumber ?? '');

const modifiedAt = ({ modifiedAt: at }: StyleJson): number => (typeof at === 'string' ? Date.parse(at) : 0);

function changedStyle(style: StyleJson, random: Random): Record<string, unknown> {
  const price = (random.int(2_000, 40_000) / 100).toFixed(2);
  const name = String(style.name ?? '').replace(/ \(\d+\)$/, '');
  return {
    ...style,
    name: `${name} (${random.int(1, 999)})`,
    prices: [{ label: '', currency: 'USD', wholesale: price, retail: null }],
  };
}
