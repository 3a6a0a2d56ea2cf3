import { JoorFailure } from '../client/joor-failure.js';
import { mustBeGranted } from '../parse/granted.js';
import { LooseRecord } from '../parse/loose-record.js';
import { UnreadableRecord } from '../parse/unreadable-record.js';
import { inventoryDay } from './inventory-day.js';
import type { RowAnswer } from './inventory-row.js';
import { nameOf, namesOf } from './row-key.js';

/** One entry of JOOR's log of a bulk-inventory request. */
export interface LogEntry {
  /** What it may name its item by, the surest first; empty when it names none. */
  readonly names: readonly string[];
  /** Where the entry says which row of the item it is about. */
  readonly warehouse: string | null;
  readonly on: string | null;
  readonly answer: RowAnswer;
}

/** The meaning of later `status` values is not documented: these words are taken for a failure. */
const FAILED = /fail|error|reject|refus|invalid|not.?found|unknown|denied/i;

const UNNAMED: LogEntry = { names: [], warehouse: null, on: null, answer: { kind: 'unnamed' } };

/**
 * Reads `{ response?, sku_count, inventory_log: [{ sku, inventory_log_id, status }], errors? }`. `sku_count` is not
 * used: it says how many were taken, not which.
 * @throws JoorFailure `refused` by JOOR's own code, `malformed` when it is no such answer
 */
export function readLog(body: unknown): LogEntry[] {
  if (!isObject(body) || !['response', 'sku_count', 'inventory_log', 'errors'].some((key) => key in body)) {
    throw new JoorFailure('malformed', 'JOOR answered something that is no log of inventory changes.');
  }
  mustBeGranted(body.response ?? {});
  return [
    ...listOf(body.inventory_log).map((entry) => readEntry(entry, false)),
    ...listOf(body.errors).map((entry) => readEntry(entry, true)),
  ];
}

function readEntry(raw: unknown, isError: boolean): LogEntry {
  try {
    return entryOf(LooseRecord.of(raw, 'inventory_log'), isError);
  } catch (error) {
    if (error instanceof UnreadableRecord) return UNNAMED;
    throw error;
  }
}

function entryOf(entry: LooseRecord, isError: boolean): LogEntry {
  const sku = nameOf(entry.text('sku'));
  const fields = {
    upc: entry.text('upc'),
    styleNumber: entry.text('style_number'),
    styleIdentifier: entry.text('style_identifier') || entry.text('style_identifer'),
    colorCode: entry.text('color_code'),
    size: entry.text('size'),
  };
  return {
    names: [...(sku === '' ? [] : [sku]), ...namesOf(fields)],
    warehouse: entry.text('warehouse') || null,
    on: inventoryDay(entry.text('inventory_date')) ?? null,
    answer: answerOf(entry, isError),
  };
}

function answerOf(entry: LooseRecord, isError: boolean): RowAnswer {
  const status = entry.text('status');
  const logId = entry.text('inventory_log_id');
  const reason = ['error', 'message', 'reason', 'comment'].map((field) => entry.text(field)).find(Boolean);
  if (isError || entry.text('error') !== '' || FAILED.test(status)) {
    return { kind: 'refused', reason: reason ?? (status || 'JOOR gave no reason.') };
  }
  return logId === '' && status === '' ? { kind: 'unnamed' } : { kind: 'accepted', logId, status };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
