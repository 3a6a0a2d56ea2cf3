import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '../program/context.js';
import { CommandFailed, EXIT, type ExitCode, wrongUsage } from '../program/exit-code.js';
import { readInstant } from '../program/instant.js';
import { field, readRow } from '../service/fields.js';
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

const UNDER_WAY = new Set([
  'pending',
  'queued',
  'requested',
  'running',
  'paused',
  'publishing',
  'cancelling',
]);
const LOOK_EVERY_MS = 500;

/** Asks for a replay and, unless told otherwise, waits for its end. */
export async function startReplay(context: Context, request: ReplayRequest): Promise<ExitCode | undefined> {
  const { router, output } = context;
  const body = replayBody(request, context.now());
  let replay = readRow((await router.post('/v1/replays', body)).body, 'The replay');
  const id = field(replay, 'id');
  while (request.wait && UNDER_WAY.has(field(replay, 'state'))) {
    await wait(LOOK_EVERY_MS);
    replay = readRow((await router.get(`/v1/replays/${encodeURIComponent(id)}`)).body, 'The replay');
  }
  output.result(replay, () => replayText(replay));
  return field(replay, 'state') === 'failed' ? EXIT.notWell : undefined;
}

/** What is asked of order-router. @throws CommandFailed for a request that names nothing, or everything by accident */
export function replayBody(request: ReplayRequest, now: number) {
  const { from, to, connection, orders, all, dryRun } = request;
  const named = from ?? to ?? connection ?? orders;
  if (named === undefined && !all) {
    throw wrongUsage('Say what to replay: --from and --to, --connection, --orders, or --all.');
  }
  if (named !== undefined && all) throw wrongUsage('--all is everything: leave the other limits out.');
  return {
    ...(from !== undefined && { from: readInstant(from, '--from', now) }),
    ...(to !== undefined && { to: readInstant(to, '--to', now) }),
    ...(connection !== undefined && { connectionId: connection }),
    ...(orders !== undefined && { orders: orderNames(orders, connection) }),
    dryRun: dryRun ?? false,
  };
}

function orderNames(list: string, connection: string | undefined): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      if (name.includes(':')) return name;
      if (connection !== undefined) return `${connection}:${name}`;
      throw new CommandFailed(
        `Which connection's order is ${name}? Write connection:${name}, or add --connection.`,
        EXIT.usage,
      );
    });
}
