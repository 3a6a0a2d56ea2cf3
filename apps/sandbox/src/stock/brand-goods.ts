import type { Brand } from '../generator/brand.js';
import type { Style } from '../generator/catalogue.js';
import { money } from '../generator/money.js';
import { WAREHOUSES } from '../generator/names.js';
import { upc } from '../generator/upc.js';
import { Random } from '../random/random.js';
import type { Level } from './stock-room.js';
import type { StyleJson } from './style-shelf.js';

/** Share of the variants that a warehouse has none of. */
const SOLD_OUT = 0.08;
/** The catalogue of a brand was last changed then. */
const MODIFIED_AT = '2026-01-05T08:00:00.000Z';
const EUR_PER_USD = 94;
const CATEGORIES: Readonly<Record<string, string>> = {
  Dress: 'Dresses',
  Shirt: 'Shirts',
  Trouser: 'Trousers',
  Knit: 'Knitwear',
  Jacket: 'Jackets',
  Skirt: 'Skirts',
  Coat: 'Coats',
  Scarf: 'Scarves',
};

/** A brand's stock in each of its warehouses: the SKU is the UPC, which is what the orders' lines are known by. */
export function brandLevels(brand: Brand, seed: string): Level[] {
  const random = new Random(`stock:${seed}`);
  return WAREHOUSES.flatMap(([warehouse]) =>
    brand.styles.flatMap((style) =>
      style.colors.flatMap((color) =>
        color.variants.map((variant) => ({
          sku: variant.upc,
          warehouse,
          available: random.chance(SOLD_OUT) ? 0 : random.int(3, 160),
          upc: variant.upc,
          styleNumber: style.number,
          styleIdentifier: style.number,
          colorCode: color.code,
          size: variant.size,
        })),
      ),
    ),
  );
}

/** A brand's catalogue. */
export const brandStyles = (brand: Brand): StyleJson[] =>
  brand.styles.map((style, at) => {
    const [code, season] = brand.seasons[at % brand.seasons.length] ?? ['', ''];
    const garment = style.name.split(' ').at(-1) ?? '';
    return {
      styleNumber: style.number,
      name: style.name,
      description: `${style.name} of ${brand.name}.`,
      productType: garment,
      supplierCode: `SUP-${style.number}`,
      active: true,
      modifiedAt: MODIFIED_AT,
      categories: [CATEGORIES[garment] ?? garment],
      season: season.split(' ')[0],
      seasonYear: Number(season.split(' ')[1]),
      lineSheets: [`${season} Delivery 1`],
      prices: pricesOf(style),
      images: style.colors.map((color) => ({
        url: `https://images.example/${style.number}-${color.code}.jpg`,
        colorCode: color.code,
        kind: 'image',
      })),
      variants: style.colors.flatMap((color) =>
        color.variants.map((variant) => ({
          sku: variant.upc,
          upc: variant.upc,
          colorName: color.name,
          colorCode: color.code,
          sizeName: variant.size,
          sizeCode: variant.size,
          active: true,
        })),
      ),
      fields: { 'custom.Season Code': code, 'custom.Casepack': style.casepack ?? 1 },
    };
  });

const pricesOf = ({ wholesaleCents, retailCents }: Style) =>
  [['USD', 100] as const, ['EUR', EUR_PER_USD] as const].map(([currency, rate]) => ({
    label: '',
    currency,
    wholesale: money(Math.round((wholesaleCents * rate) / 100)).toFixed(2),
    retail: money(Math.round((retailCents * rate) / 100)).toFixed(2),
  }));

/** As many SKUs as are wanted, each in as many warehouses: for measuring. Twelve SKUs make one style. */
export function manyLevels(skus: number, warehouses: number, seed: string): Level[] {
  const random = new Random(`stock:${seed}`);
  return Array.from({ length: skus * warehouses }, (_, at) => {
    const { sku, code, styleNumber, color, size } = manyVariant(at % skus);
    const warehouse = `W${Math.floor(at / skus) + 1}`;
    const available = random.int(0, 160);
    return {
      sku,
      warehouse,
      available,
      upc: code,
      styleNumber,
      styleIdentifier: styleNumber,
      colorCode: color,
      size,
    };
  });
}

/** As many styles as are wanted, each with as many variants: for measuring. */
export const manyStyles = (styles: number, variants: number): StyleJson[] =>
  Array.from({ length: styles }, (_, at) => ({
    ...styleHead(at),
    modifiedAt: MODIFIED_AT,
    variants: Array.from({ length: variants }, (_each, variant) => {
      const { sku, code, color, size } = manyVariant(at * variants + variant, variants);
      return {
        sku,
        upc: code,
        colorName: color,
        colorCode: color,
        sizeName: size,
        sizeCode: size,
        active: true,
      };
    }),
  }));

const styleHead = (at: number) => ({
  styleNumber: manyNumber(at),
  name: `Style ${at + 1}`,
  description: `The style number ${at + 1}.`,
  productType: 'Dress',
  supplierCode: `SUP-${at + 1}`,
  active: true,
  categories: ['Dresses'],
  season: 'Spring',
  seasonYear: 2027,
  lineSheets: ['Spring 2027 Delivery 1'],
  prices: [
    { label: '', currency: 'USD', wholesale: `${20 + (at % 180)}.00`, retail: `${44 + (at % 396)}.00` },
  ],
  images: [{ url: `https://images.example/${manyNumber(at)}.jpg`, colorCode: '', kind: 'image' }],
  fields: {},
});

const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
const PER_STYLE = 12;
const manyNumber = (at: number): string => `STY-${String(at + 1).padStart(6, '0')}`;

function manyVariant(at: number, perStyle = PER_STYLE) {
  const styleNumber = manyNumber(Math.floor(at / perStyle));
  const within = at % perStyle;
  const color = `C${Math.floor(within / SIZES.length) + 1}`;
  const size = SIZES[within % SIZES.length] ?? '';
  return {
    sku: `${styleNumber}-${color}-${size}`,
    code: upc(String(90_000_000_000 + at)),
    styleNumber,
    color,
    size,
  };
}
