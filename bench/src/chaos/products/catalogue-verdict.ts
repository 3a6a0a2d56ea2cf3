import type { Style } from './style.js';

/** A style as a person sees it in JOOR, as the simulated one shows it. */
export interface ShownStyle {
  readonly number: string;
  readonly name: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly skus: readonly {
    readonly upc: string;
    readonly colorCode: string;
    readonly color: string;
    readonly size: string;
    readonly active: boolean;
    readonly prices: readonly string[];
  }[];
  readonly lineSheets: readonly string[];
  readonly images: readonly string[];
}

/** How JOOR should show a style of the WMS. */
export function shownAs(style: Style): ShownStyle {
  const { season, seasonYear } = style;
  const prices = style.prices.map(({ currency, wholesale, retail }) => `${currency} ${wholesale} ${retail}`);
  return {
    ...{ number: style.styleNumber, name: style.name, description: style.description },
    categories: [...style.categories].sort(),
    tags: [`Product Type: ${style.productType}`, `Supplier Code: ${style.supplierCode}`],
    skus: style.variants
      .map(({ upc, colorCode, colorName, sizeName, active }) => ({
        ...{ upc, colorCode, color: colorName, size: sizeName, active },
        prices: [...prices].sort(),
      }))
      .sort((one, other) => (one.upc < other.upc ? -1 : 1)),
    lineSheets: style.lineSheets.map((name) => `${name} | ${season} ${seasonYear}`).sort(),
    images: style.images
      .map(({ kind, url, colorCode }) => [kind, url, ...(colorCode === '' ? [] : [colorCode])].join(' | '))
      .sort(),
  };
}

/** Styles that JOOR does not show as it should, one line each for a person to look at. */
export function wrongStyles(wanted: readonly Style[], shown: readonly ShownStyle[]): string[] {
  const wrong = wanted.flatMap((style) => {
    const [is, again] = shown.filter(({ number }) => number === style.styleNumber);
    if (!is) return [`${style.styleNumber} is not there`];
    if (again) return [`${style.styleNumber} is there more than once`];
    const should = shownAs(style);
    const parts = (Object.keys(should) as (keyof ShownStyle)[]).filter(
      (part) => JSON.stringify(should[part]) !== JSON.stringify(is[part]),
    );
    return parts.map(
      (part) =>
        `${style.styleNumber}: ${part} should be ${JSON.stringify(should[part])} and is ${JSON.stringify(is[part])}`,
    );
  });
  const numbers = new Set(wanted.map(({ styleNumber }) => styleNumber));
  const others = shown.filter(({ number }) => !numbers.has(number));
  return [...wrong, ...others.map(({ number }) => `${number} should not be there`)];
}
