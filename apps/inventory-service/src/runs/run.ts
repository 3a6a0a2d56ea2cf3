import type { Place } from '../levels/mark-changed.js';
import type { Example } from './examples.js';
import type { Figures } from './guard.js';

/**
 * Why a run came about: newer stock from the WMS; a person; to show what would be sent; rows that JOOR refused and
 * whose time has come; figures that JOOR turned out not to hold.
 */
export const RUN_KINDS = ['sync', 'on-demand', 'preview', 'retry', 'repair'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** `held`: nothing can be sent, for the reason given. `queued` runs start as soon as possible. */
export const RUN_STATES = [
  'queued',
  'running',
  'waiting-for-approval',
  'done',
  'held',
  'rejected',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** One publication. */
export interface Run extends Place {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly reason: string | null;
  readonly requestedBy: string | null;
  readonly figures: Figures | null;
  readonly examples: readonly Example[];
  readonly approved: Figures | null;
  readonly approvedBy: string | null;
  readonly decidedAt: Date | null;
  /** Rows to send, when it was last looked. */
  readonly pending: number;
  /** Rows that JOOR has acknowledged, those of 0 among them, and those it has not taken. */
  readonly sent: number;
  readonly zeroed: number;
  readonly refused: number;
  /** SKUs that are not sent, with their reasons elsewhere. */
  readonly skipped: number;
  readonly requests: number;
  readonly credits: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export const RUN_COLUMNS = `id, connection_id as "connectionId", world, workspace_id as "workspaceId", kind, state,
  reason, requested_by as "requestedBy", figures, examples, approved, approved_by as "approvedBy",
  decided_at as "decidedAt", pending, sent, zeroed, refused, skipped, requests, credits, created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt"`;
