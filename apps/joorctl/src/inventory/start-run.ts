import { findConnection } from '../connections/find-connection.js';
import type { Context } from '../program/context.js';
import { EXIT, type ExitCode } from '../program/exit-code.js';
import { field, type Row, readRow } from '../service/fields.js';
import { follow } from '../service/follow.js';
import { runText } from './run-text.js';

export interface RunRequest {
  readonly preview?: boolean;
  readonly wait: boolean;
}

/**
 * Sends to JOOR what it does not have, or shows what would be sent, and waits until that is over or waits for a person.
 * @returns not well when it ended otherwise than done
 */
export async function startRun(
  context: Context,
  named: string,
  { preview = false, wait }: RunRequest,
): Promise<ExitCode | undefined> {
  const { inventory, output } = context;
  const connection = encodeURIComponent(await findConnection(context, named));
  const { body } = await inventory.post(`/v1/inventory/${connection}/run`, { preview });
  const started = readRow(body, 'The run');
  const run = wait ? await follow(inventory, started, followed(started)) : started;
  output.result(run, () => runText(run));
  return !wait || field(run, 'state') === 'done' ? undefined : EXIT.notWell;
}

function followed(started: Row) {
  const id = field(started, 'id');
  return {
    path: `/v1/inventory/runs/${encodeURIComponent(id)}`,
    what: 'The run',
    isUnderWay: (run: Row) => ['queued', 'running'].includes(field(run, 'state')),
    lost: `Run ${id} was asked for: see joorctl inventory show-run ${id}.`,
  };
}
