import type { Context } from '../program/context.js';
import { EXIT, type ExitCode, wrongUsage } from '../program/exit-code.js';
import { readInstant } from '../program/instant.js';
import { field, readRow } from '../service/fields.js';
import { followReplay } from './follow-replay.js';
import { replayText } from './replay-text.js';

export interface ReplayRequest {
  readonly from?: string;
  readonly to?: string;
  readonly connection?: string;
  readonly orders?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

/** Ended before it was through. */
const CUT_SHORT = new Set(['failed', 'interrupted']);

/** Asks for a replay and, unless told otherwise, waits for its end. */
export async function startReplay(context: Context, request: ReplayRequest): Promise<ExitCode | undefined> {
  const { router, output } = context;
  const body = replayBody(request, context.now());
  const started = readRow((await router.post('/v1/replays', body)).body, 'The replay');
  const replay = request.wait ? await followReplay(router, started) : started;
  output.result(replay, () => replayText(replay));
  return CUT_SHORT.has(field(replay, 'state')) ? EXIT.notWell : undefined;
}

/** What is asked of order-router. @throws CommandFailed for a request that names nothing, or everything by accident */
export function replayBody(request: ReplayRequest, now: number) {
  const { from, to, connection, orders, all, dryRun } = request;
  const named = from ?? to ?? connection ?? orders;
  if (named === undefined && !all) {
    throw wrongUsage('Say what to replay: --from and --to, --connection, --orders, or --all.');
  }
  if (named !== undefined && all) throw wrongUsage('--all is everything: leave the other limits out.');
  const { connectionId, ids } =
    orders === undefined ? { connectionId: connection } : namedOrders(orders, connection);
  return {
    ...(from !== undefined && { from: readInstant(from, '--from', now) }),
    ...(to !== undefined && { to: readInstant(to, '--to', now) }),
    ...(connectionId !== undefined && { connectionId }),
    ...(ids && { orders: ids }),
    dryRun: dryRun ?? false,
  };
}

/** JOOR's order ids, with the connection that is before the colon, if any. */
function namedOrders(list: string, connection: string | undefined) {
  const names = list.split(',').map((name) => name.trim());
  const wanted = names.filter((name) => name !== '');
  const ids = wanted.map((name) => name.slice(name.lastIndexOf(':') + 1));
  const before = wanted.flatMap((name) => (name.includes(':') ? [name.slice(0, name.lastIndexOf(':'))] : []));
  const connections = new Set([...before, ...(connection === undefined ? [] : [connection])]);
  const [connectionId] = connections;
  if (connections.size > 1 || (before.length > 0 && before.length < ids.length && connection === undefined)) {
    throw wrongUsage('--orders takes the orders of one connection: name it once, by --connection.');
  }
  return { connectionId, ids };
}
