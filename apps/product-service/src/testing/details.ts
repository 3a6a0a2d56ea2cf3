import {
  defaultSettings,
  type ProductDetail,
  type ProductVariant,
  type Settings,
} from '@joor-bridge/contracts';
import type { JoorLists } from '../map/map-product.js';

export const aVariant = (parts: Partial<ProductVariant> = {}): ProductVariant => ({
  sku: 'ST-1-BLK-S',
  upc: '036000291452',
  colorName: 'Black',
  colorCode: 'BLK',
  sizeName: 'S',
  sizeCode: 'S',
  active: true,
  prices: [],
  fields: {},
  ...parts,
});

/** A style of the WMS in one color and two sizes, for spring, in US dollars. */
export function aDetail(parts: Partial<ProductDetail> = {}): ProductDetail {
  const styleNumber = parts.styleNumber ?? 'ST-1';
  return {
    styleNumber,
    name: 'Wool coat',
    description: 'A coat of wool.',
    productType: 'Coat',
    supplierCode: 'MILL-7',
    active: true,
    modifiedAt: null,
    categories: ['Coats'],
    season: 'Spring',
    seasonYear: 2027,
    lineSheets: [],
    prices: [{ label: '', currency: 'USD', wholesale: '40', retail: '100' }],
    images: [{ url: `https://cdn.example.com/${styleNumber}.jpg`, colorCode: '', kind: 'image' }],
    variants: [
      aVariant({ sku: `${styleNumber}-BLK-S`, upc: upcOf(`${styleNumber}-S`) }),
      aVariant({
        sku: `${styleNumber}-BLK-M`,
        upc: upcOf(`${styleNumber}-M`),
        sizeName: 'M',
        sizeCode: 'M',
      }),
    ],
    fields: {},
    ...parts,
  };
}

/** Thirteen digits that differ from text to text. */
export function upcOf(text: string): string {
  let hash = 7;
  for (const character of text) hash = (hash * 131 + character.charCodeAt(0)) % 9_999_999_999_971;
  return String(hash).padStart(13, '0');
}

export const LISTS: JoorLists = {
  priceTypes: [
    { id: '22', name: 'US Dollar', currency: 'USD' },
    { id: '23', name: 'Euro', currency: 'EUR' },
    { id: '24', name: 'Euro North', currency: 'EUR' },
    { id: '25', name: 'Pound', currency: 'GBP' },
  ],
  categories: [
    { id: '1', name: 'Coats', parentName: 'Outerwear', department: 'Women' },
    { id: '2', name: 'Dresses', parentName: 'Clothing', department: 'Women' },
    { id: '3', name: 'Dresses', parentName: 'Clothing', department: 'Girls' },
    { id: '4', name: 'Bags', parentName: 'Accessories', department: 'Women' },
  ],
};

export const settingsOf = (parts: Partial<Settings> = {}): Settings => ({ ...defaultSettings(), ...parts });
