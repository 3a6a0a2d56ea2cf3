import type { HeldProduct, HeldSku } from '@joor-bridge/contracts';
import type { Refusal } from '../map/refusal.js';
import type {
  LeftOut,
  WantedImage,
  WantedPrice,
  WantedSeason,
  WantedSku,
  WantedTag,
} from '../map/wanted-style.js';

/** What is known of a style in JOOR. */
export interface KnownStyle {
  /** `planRevision` of the style that is wholly in JOOR; null while a part of it is not. */
  readonly revision: string | null;
  readonly held: HeldProduct;
  /** False: JOOR has it, but not by us. Left out, it is ours. */
  readonly isOurs?: boolean;
}

/** What people call what JOOR knows by ids; without a name the id has to do. */
export interface JoorNames {
  readonly priceTypes: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
}

/** What the connection's settings choose, and what JOOR has besides styles. */
export interface PlanOptions {
  readonly lineSheets: 'Add' | 'Replace';
  readonly images: 'Add' | 'Replace';
  readonly inactive: 'Keep' | 'Make inactive';
  /** Names of the line sheets that JOOR has. */
  readonly joorLineSheets: ReadonlySet<string>;
  /** `seasonKey`s of the seasons that JOOR has. */
  readonly joorSeasons: ReadonlySet<string>;
  /** For the changes as they are shown; they make no difference to what is done. */
  readonly names?: JoorNames;
}

export const seasonKey = ({ name, year }: WantedSeason): string => `${name} ${year}`;

/** One field, old → new; `""` for nothing. */
export interface FieldChange {
  /** As a person reads it, e.g. `description` or `SKU 123 price (US Dollar)`. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** JOOR has the style already, made there or by another integration: from here on it is ours. */
export const TAKEN_OVER: FieldChange = { field: 'style in JOOR', from: 'made by others', to: 'taken over' };

/** The product's own record, whole: what JOOR is not told it might take for emptied. */
export interface ProductStep {
  readonly kind: 'product';
  /** JOOR's id of the product to change; null: it is to be made. */
  readonly id: string | null;
  readonly name: string;
  readonly externalId: string;
  readonly identifier: string;
  readonly description: string;
  readonly categoryIds: readonly string[];
  readonly tags: readonly WantedTag[];
}

export interface SkusStep {
  readonly kind: 'skus';
  readonly create: readonly WantedSku[];
  readonly update: readonly (WantedSku & { readonly id: string })[];
}

/** Prices name SKUs by `externalId`: those made by the step before have ids only then. */
export interface PricesStep {
  readonly kind: 'prices';
  readonly create: readonly WantedPrice[];
  readonly update: readonly (WantedPrice & { readonly id: string })[];
}

/** Seasons that JOOR does not have and a line sheet of the next step is made with. */
export interface SeasonsStep {
  readonly kind: 'seasons';
  readonly create: readonly WantedSeason[];
}

export interface LineSheetEntry {
  readonly name: string;
  /** JOOR's id of the line sheet; null: not known yet. */
  readonly id: string | null;
  /** Whether JOOR has no line sheet of that name. Of several styles that want it, one makes it. */
  readonly make: boolean;
  /** What it is made with; a line sheet that is there keeps its own. */
  readonly season: WantedSeason | null;
  /** `externalId` of each SKU that is to be on it, those that are there already included. */
  readonly skus: readonly string[];
}

export interface LineSheetsStep {
  readonly kind: 'line-sheets';
  readonly add: readonly LineSheetEntry[];
  /** Line sheets that the style is taken off. */
  readonly remove: readonly { readonly id: string; readonly name: string }[];
}

export interface ImagesStep {
  readonly kind: 'images';
  /** True: JOOR deletes the images that it has of the style and takes these instead. */
  readonly replaceAll: boolean;
  readonly add: readonly WantedImage[];
}

/** Makes SKUs inactive, which takes them off all orders, approved ones too, or active again. Only once a person approves. */
export interface StatusStep {
  readonly kind: 'status';
  readonly needsApproval: true;
  readonly skus: readonly (HeldSku & { readonly makeActive: boolean })[];
  /** Approved orders with these SKUs; null: not counted yet. */
  readonly approvedOrders: number | null;
}

/** In the order in which JOOR takes them. */
export type Step =
  | ProductStep
  | SkusStep
  | PricesStep
  | SeasonsStep
  | LineSheetsStep
  | ImagesStep
  | StatusStep;

export const STEP_KINDS = [
  'product',
  'skus',
  'prices',
  'seasons',
  'line-sheets',
  'images',
  'status',
] as const satisfies readonly Step['kind'][];

/**
 * `unchanged`: JOOR has it all. `refused`: it cannot be written, for the reasons given. `skipped`: nothing is to be
 * done by choice (filtered, or no longer sold and not in JOOR).
 */
export type PlanAction = 'create' | 'update' | 'unchanged' | 'refused' | 'skipped';

export interface StylePlan {
  readonly style: string;
  readonly action: PlanAction;
  /** To be remembered once every step is done; null where there is nothing to be had. */
  readonly revision: string | null;
  readonly changes: readonly FieldChange[];
  /** Empty unless `create` or `update`. */
  readonly steps: readonly Step[];
  readonly reasons: readonly Refusal[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
}

export interface Plan {
  /** By style number. */
  readonly styles: readonly StylePlan[];
  readonly counts: Readonly<Record<PlanAction, number>>;
}
