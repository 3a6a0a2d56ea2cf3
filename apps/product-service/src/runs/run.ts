import type { FieldChange } from '../plan/plan.js';

/**
 * The words of inventory-service's runs, and two of its own: `planning`, what is to be done is being worked out;
 * `superseded`, a newer run has planned the same anew. `running`: it goes out to JOOR.
 */
export const RUN_STATES = [
  'queued',
  'planning',
  'waiting-for-approval',
  'running',
  'done',
  'rejected',
  'superseded',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export const TRIGGERS = ['schedule', 'person'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** What became of a style within a run. `queued`: it goes out to JOOR. */
export const RUN_RESULTS = [
  'waiting-for-approval',
  'queued',
  'applied',
  'refused',
  'superseded',
  'rejected',
] as const;
export type RunResult = (typeof RUN_RESULTS)[number];

/** A run as it is asked for. */
export interface NewRun {
  readonly connectionId: string;
  readonly world: 'production' | 'sandbox';
  readonly workspaceId: string;
  readonly trigger: Trigger;
  /** Null: every style of the connection. */
  readonly styles: readonly string[] | null;
  /** Nothing goes out before a person approves it. */
  readonly preview: boolean;
  readonly createdBy: string;
}

/** A run that a process plans. */
export interface ClaimedRun extends NewRun {
  readonly id: string;
  readonly worker: string;
  readonly createdAt: Date;
}

export interface RunCounts {
  creates: number;
  updates: number;
  unchanged: number;
  refused: number;
  skipped: number;
  /** SKUs whose status in JOOR would change. */
  inactive: number;
  /** Of the updates: styles that JOOR has, but not by us. */
  takenOver: number;
}

export const noRunCounts = (): RunCounts => ({
  creates: 0,
  updates: 0,
  unchanged: 0,
  refused: 0,
  skipped: 0,
  inactive: 0,
  takenOver: 0,
});

/** A SKU whose status in JOOR would change, with what lines of orders know it by. */
export interface StatusSku {
  readonly externalId: string;
  readonly upc: string;
  readonly colorCode: string;
  readonly sizeName: string;
  readonly makeActive: boolean;
}

/** A style of a run, as it was planned. */
export interface PlannedStyle {
  readonly style: string;
  readonly plan: 'create' | 'update' | 'refused';
  readonly revision: string | null;
  /** `sourceOf` what it was planned from; null: it goes out whatever the catalogue has by then. */
  readonly source: string | null;
  readonly diff: readonly FieldChange[];
  readonly reasons: readonly { readonly code: string; readonly reason: string }[];
  /** What goes out; null where it was refused. */
  readonly mapped: unknown;
  /** SKUs that are to be made inactive or active, once that is approved. */
  readonly status: readonly StatusSku[];
}
