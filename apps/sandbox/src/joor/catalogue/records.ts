/** A colour of a style. Its id is the middle part of the ids of its SKUs. */
export interface Color {
  readonly id: number;
  readonly code: string;
  name: string;
  orderMinimum: number;
  active: boolean;
}

/** A size of a style. Names are case-sensitive: S and s are two sizes (JOOR developer docs, SKU data). */
export interface Size {
  readonly id: number;
  readonly name: string;
  code: string;
  orderMinimum: number;
  active: boolean;
}

/** A style: the v4 product and the v2 style are one thing. */
export interface Product {
  readonly id: string;
  name: string;
  externalId: string | null;
  /** The brand's own number of the style. */
  identifier: string | null;
  description: string;
  orderMinimum: number;
  categoryIds: readonly string[];
  traitValues: readonly unknown[];
  tags: readonly unknown[];
  readonly createdAt: number;
  modifiedAt: number;
}

export interface Identifier {
  readonly type: string;
  readonly value: string;
}

export interface Sku {
  readonly id: string;
  readonly productId: string;
  externalId: string | null;
  identifier: string | null;
  readonly color: Color;
  readonly size: Size;
  identifiers: readonly Identifier[];
}

export interface PriceType {
  readonly id: string;
  readonly name: string;
  readonly currency_code: string;
  readonly retail_currency_code: string;
}

export interface Price {
  readonly id: string;
  readonly externalId: null;
  readonly skuId: string;
  readonly priceTypeId: string;
  wholesale: string;
  retail: string | null;
}

export interface Season {
  readonly id: string;
  externalId: string | null;
  name: string;
  year: number;
}

export interface Delivery {
  readonly start_ship_date?: string;
  readonly complete_ship_date?: string;
  readonly cancel_date?: string;
  readonly minimum_shipping_window?: number;
}

/** A style on a line sheet. */
export interface Entry {
  readonly productId: string;
  readonly orderNumber: number;
  /** null: every SKU of the style. */
  readonly skuIds: readonly string[] | null;
  /** Put there by a person in JOOR, not by the API. */
  readonly byHand: boolean;
}

/** A line sheet. */
export interface Collection {
  readonly id: string;
  externalId: string | null;
  name: string;
  seasonId: string | null;
  /** null: immediate. */
  delivery: Delivery | null;
  entries: readonly Entry[];
}

/** A picture or film of a style or, with a colour, the picture or swatch of that colour. */
export interface Image {
  readonly id: string;
  readonly externalId: string | null;
  readonly productId: string;
  readonly colorCode: string | null;
  readonly type: string;
  readonly filename: string;
  readonly sourceUrl: string;
  readonly displayOrder: number;
  readonly byHand: boolean;
}

export interface Category {
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly parent_name: string;
}

/** How the v2 API names a style: by number and identifier. */
export const styleNumberOf = ({ identifier, externalId, name }: Product): string =>
  identifier ?? externalId ?? name;
export const styleIdentifierOf = ({ identifier, externalId, name }: Product): string =>
  externalId ?? identifier ?? name;

export const upcOf = ({ identifiers }: Sku): string =>
  identifiers.find(({ type }) => type === 'upc')?.value ?? '';
