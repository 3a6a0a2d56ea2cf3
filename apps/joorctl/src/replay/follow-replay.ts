import { field, type Row } from '../service/fields.js';
import { follow } from '../service/follow.js';
import type { ServiceClient } from '../service/service-client.js';

/**
 * Waits for the end of a replay.
 * @param started the replay as it was when it was asked for
 * @throws CommandFailed that names the replay, which goes on by itself
 */
export function followReplay(
  router: Pick<ServiceClient, 'get'>,
  started: Row,
  wait?: (ms: number) => Promise<unknown>,
): Promise<Row> {
  const id = field(started, 'id');
  const replay = {
    path: `/v1/replays/${encodeURIComponent(id)}`,
    what: 'The replay',
    isUnderWay: (row: Row) => field(row, 'state') === 'running',
    lost: `Replay ${id} was started: see joorctl replay show ${id}.`,
  };
  return follow(router, started, replay, wait);
}
