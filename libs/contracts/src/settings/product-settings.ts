import { type Static, Type } from '@sinclair/typebox';
import { choice } from './choice.js';
import { setting } from './declaration.js';

/** What of a style in JOOR a mapping can fill. */
export const MAPPED_FIELDS = [
  'styleName',
  'styleNumber',
  'styleIdentifier',
  'description',
  'lineSheet',
  'season',
  'seasonYear',
  'category',
  'currency',
  'wholesale',
  'retail',
  'upc',
  'colorName',
  'colorCode',
  'sizeName',
  'sizeCode',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

const Source = () => Type.String({ minLength: 1, maxLength: 200 });
const Name = () => Type.String({ minLength: 1, maxLength: 500 });
const closed = { additionalProperties: false } as const;

export const ProductMapping = Type.Array(
  Type.Object({ to: Type.Union(MAPPED_FIELDS.map((field) => Type.Literal(field))), from: Source() }, closed),
  { maxItems: 200 },
);
export type ProductMapping = Static<typeof ProductMapping>;

export const TagMapping = Type.Array(Type.Object({ tag: Name(), from: Source() }, closed), { maxItems: 100 });
export type TagMapping = Static<typeof TagMapping>;

export const PriceTypeMap = Type.Array(
  Type.Object(
    {
      /** The WMS's price list; `""` where it has only one. */
      label: Type.String({ maxLength: 500 }),
      currency: Type.String({ pattern: '^[A-Z]{3}$' }),
      /** The JOOR price type's name. */
      priceType: Name(),
    },
    closed,
  ),
  { maxItems: 200 },
);
export type PriceTypeMap = Static<typeof PriceTypeMap>;

export const CategoryMap = Type.Array(Type.Object({ wms: Name(), joor: Name() }, closed), {
  maxItems: 2_000,
});
export type CategoryMap = Static<typeof CategoryMap>;

export const productSettings = {
  'products.mapping': setting({
    title: 'Product Mapping',
    group: 'Products',
    schema: ProductMapping,
    default: [],
    help: "Where a field of the style in JOOR comes from: a field of the WMS's product, e.g. custom.Season. What is not named here has its usual source. Of several sources for one field the first that is filled counts; for line sheets and categories all do.",
  }),
  'products.tags': setting({
    title: 'Product Tags',
    group: 'Products',
    schema: TagMapping,
    default: [
      { tag: 'Product Type', from: 'productType' },
      { tag: 'Supplier Code', from: 'supplierCode' },
    ],
    help: 'Tags of the style in JOOR and where their values come from.',
  }),
  'products.priceTypes': setting({
    title: 'Price Label Map',
    group: 'Products',
    schema: PriceTypeMap,
    default: [],
    help: "The JOOR price type for a price list and currency of the WMS. Not named here: JOOR's only price type in that currency.",
  }),
  'products.categories': setting({
    title: 'Category Map',
    group: 'Products',
    schema: CategoryMap,
    default: [],
    help: "The JOOR category for a category of the WMS. Not named here: JOOR's category of the same name.",
  }),
  'products.lineSheets': choice({
    title: 'Line Sheet Entries',
    group: 'Products',
    default: 'Add',
    options: {
      Add: 'Styles are added to line sheets; what people entered in JOOR stays.',
      Replace: 'A style is taken off line sheets that the WMS does not name.',
    },
    help: 'What happens to line sheet entries that were made in JOOR.',
  }),
  'products.images': choice({
    title: 'Images',
    group: 'Products',
    default: 'Add',
    options: {
      Add: 'Images are added; those that people loaded in JOOR stay.',
      Replace: "A style's images become those of the WMS; others are deleted in JOOR.",
    },
    help: 'What happens to images that were loaded in JOOR.',
  }),
  'products.inactive': choice({
    title: 'Inactive Items',
    group: 'Products',
    default: 'Keep',
    options: {
      Keep: 'An item that is inactive or gone in the WMS stays as it is in JOOR.',
      'Make inactive':
        'It is made inactive in JOOR, which takes it off all orders, approved ones too; each such run asks first.',
    },
    help: 'What happens in JOOR to items that the WMS no longer sells.',
  }),
} as const;
