import { upc } from '@joor-bridge/sandbox';
import type { Seeded } from '../seeded.js';

/** A variant as the WMS tells it. */
export interface Variant {
  readonly sku: string;
  readonly upc: string;
  readonly colorName: string;
  readonly colorCode: string;
  readonly sizeName: string;
  readonly sizeCode: string;
  readonly active: boolean;
}

/** A style as the WMS tells it (docs/receiver.md). */
export interface Style {
  readonly styleNumber: string;
  readonly name: string;
  readonly description: string;
  readonly productType: string;
  readonly supplierCode: string;
  readonly active: boolean;
  readonly categories: readonly string[];
  readonly season: string;
  readonly seasonYear: number;
  readonly lineSheets: readonly string[];
  readonly prices: readonly {
    readonly label: string;
    readonly currency: string;
    readonly wholesale: string;
    readonly retail: string;
  }[];
  readonly images: readonly {
    readonly url: string;
    readonly colorCode: string;
    readonly kind: 'image' | 'swatch';
  }[];
  readonly variants: readonly Variant[];
}

const COLORS = [
  ['BLK', 'Black'],
  ['ECR', 'Ecru'],
] as const;
/** The last two come with a change. */
const SIZES = ['S', 'M', 'L', 'XL', 'XXL'] as const;
const FIRST_SIZES = 3;
/** JOOR has each of these names once. */
const CATEGORIES = ['Dresses', 'Skirts', 'Tops'];
const SEASONS = [
  ['Spring', 2027],
  ['Fall', 2027],
] as const;
const PER_STYLE = COLORS.length * SIZES.length;

/** The style of that number in a series, with six variants, two prices each, and its pictures. */
export function newStyle(series: number, at: number, random: Seeded): Style {
  const styleNumber = `P${series}-${1_000 + at}`;
  const [season, seasonYear] = SEASONS[at % SEASONS.length] ?? SEASONS[0];
  const picture = (name: string) => `https://images.example/${styleNumber}-${name}.jpg`;
  return {
    ...{ styleNumber, name: `Style ${at}`, description: `The first words about ${styleNumber}.` },
    ...{ productType: 'Garment', supplierCode: `SUP-${at % 7}`, active: true },
    categories: [CATEGORIES[at % CATEGORIES.length] ?? ''],
    ...{ season, seasonYear, lineSheets: [`${season} ${seasonYear} Delivery 1`] },
    prices: pricesOf(random),
    images: [
      { url: picture('main'), colorCode: '', kind: 'image' },
      ...COLORS.map(([colorCode]) => ({ url: picture(colorCode), colorCode, kind: 'swatch' as const })),
    ],
    variants: SIZES.slice(0, FIRST_SIZES).flatMap((size, n) => variantsOf(series, at, size, n)),
  };
}

/** The same style with something else about it: words, prices, one more size, one more picture or line sheet. */
export function changedStyle(style: Style, series: number, at: number, random: Seeded): Style {
  const sizes = style.variants.length / COLORS.length;
  const size = SIZES[sizes];
  const pictures = style.images.length;
  const changes: readonly (() => Partial<Style>)[] = [
    () => ({ name: `${style.name.split(' (')[0]} (${random.int(1, 999)})` }),
    () => ({ description: `Other words about ${style.styleNumber}: ${random.int(1, 9_999)}.` }),
    () => ({ prices: pricesOf(random) }),
    () => (size ? { variants: [...style.variants, ...variantsOf(series, at, size, sizes)] } : {}),
    () => ({
      images: [
        ...style.images,
        {
          url: `https://images.example/${style.styleNumber}-${pictures}.jpg`,
          ...{ colorCode: '', kind: 'image' as const },
        },
      ],
    }),
    () => ({
      lineSheets: [
        ...new Set([...style.lineSheets, `${style.season} ${style.seasonYear} Delivery ${random.int(2, 4)}`]),
      ],
    }),
  ];
  return { ...style, ...changes[random.int(0, changes.length - 1)]?.() };
}

function variantsOf(series: number, at: number, size: string, sizeAt: number): Variant[] {
  return COLORS.map(([colorCode, colorName], colorAt) => ({
    sku: `P${series}-${1_000 + at}-${colorCode}-${size}`,
    upc: upc(
      String(series * 10_000_000 + at * PER_STYLE + sizeAt * COLORS.length + colorAt).padStart(11, '0'),
    ),
    ...{ colorName, colorCode, sizeName: size, sizeCode: size, active: true },
  }));
}

const pricesOf = (random: Seeded): Style['prices'] =>
  ['USD', 'EUR'].map((currency) => {
    const wholesale = random.int(20, 300);
    return { label: '', currency, wholesale: `${wholesale}.50`, retail: `${wholesale * 2}.90` };
  });
