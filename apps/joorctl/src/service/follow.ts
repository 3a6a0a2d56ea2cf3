import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailed } from '../program/exit-code.js';
import { type Row, readRow } from './fields.js';
import { isTransient, type ServiceClient } from './service-client.js';

/**
 * When work that goes on at a service is looked at again, and for how long the service may be away meanwhile, as in a
 * restart:
 *
 * | failures in a row | 0     | 1   | 2   | 3   | 4 … 9 | 10            |
 * |-------------------|-------|-----|-----|-----|-------|---------------|
 * | next look in      | 0.5 s | 1 s | 2 s | 4 s | 5 s   | none: give up |
 */
const LOOK_EVERY_MS = 500;
const LONGEST_MS = 5_000;
const FAILURES = 10;

/** Work that goes on at a service. */
export interface Followed {
  /** Where it is looked at. */
  readonly path: string;
  /** As a sentence begins with it, e.g. `The replay`. */
  readonly what: string;
  readonly isUnderWay: (row: Row) => boolean;
  /** What to do when it is lost sight of; it goes on by itself. */
  readonly lost: string;
}

/**
 * Waits until work is no longer under way.
 * @param started the work as it was when it was asked for
 * @throws CommandFailed that ends with what `lost` says
 */
export async function follow(
  service: Pick<ServiceClient, 'get'>,
  started: Row,
  { path, what, isUnderWay, lost }: Followed,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<Row> {
  let row = started;
  let failures = 0;
  while (isUnderWay(row)) {
    await wait(Math.min(LONGEST_MS, LOOK_EVERY_MS * 2 ** failures));
    try {
      row = readRow((await service.get(path)).body, what);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!isTransient(error) || failures >= FAILURES) throw lostSight(error, lost);
    }
  }
  return row;
}

function lostSight(error: unknown, lost: string): unknown {
  if (!(error instanceof CommandFailed)) return error;
  const message = `${error.message.replace(/\.?$/, '.')} ${lost}`;
  return new CommandFailed(message, error.exitCode, { cause: error });
}
