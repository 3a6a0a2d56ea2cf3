import { setTimeout as pause } from 'node:timers/promises';
import { CommandFailed } from '../program/exit-code.js';
import { field, type Row, readRow } from '../service/fields.js';
import { isTransient, type ServiceClient } from '../service/service-client.js';

/**
 * When a running replay is looked at again, and for how long order-router may be away meanwhile, as in a restart:
 *
 * | failures in a row | 0     | 1   | 2   | 3   | 4 … 9 | 10            |
 * |-------------------|-------|-----|-----|-----|-------|---------------|
 * | next look in      | 0.5 s | 1 s | 2 s | 4 s | 5 s   | none: give up |
 */
const LOOK_EVERY_MS = 500;
const LONGEST_MS = 5_000;
const FAILURES = 10;

/**
 * Waits for the end of a replay.
 * @param started the replay as it was when it was asked for
 * @throws CommandFailed that names the replay, which goes on by itself
 */
export async function followReplay(
  router: Pick<ServiceClient, 'get'>,
  started: Row,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<Row> {
  const id = field(started, 'id');
  let replay = started;
  let failures = 0;
  while (field(replay, 'state') === 'running') {
    await wait(Math.min(LONGEST_MS, LOOK_EVERY_MS * 2 ** failures));
    try {
      replay = readRow((await router.get(`/v1/replays/${encodeURIComponent(id)}`)).body, 'The replay');
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!isTransient(error) || failures >= FAILURES) throw lostSight(error, id);
    }
  }
  return replay;
}

function lostSight(error: unknown, id: string): unknown {
  if (!(error instanceof CommandFailed)) return error;
  return new CommandFailed(
    `${error.message.replace(/\.?$/, '.')} Replay ${id} was started: see joorctl replay show ${id}.`,
    error.exitCode,
    { cause: error },
  );
}
