import { findConnection } from '../connections/find-connection.js';
import type { Context } from '../program/context.js';
import { EXIT, type ExitCode } from '../program/exit-code.js';
import { field, type Row, readRow } from '../service/fields.js';
import { follow } from '../service/follow.js';
import { runText } from './run-text.js';

const UNDER_WAY = ['queued', 'planning', 'running'];

export interface RunRequest {
  /** Empty: every style of the connection. */
  readonly styles: readonly string[];
  readonly preview: boolean;
  readonly wait: boolean;
}

/**
 * Brings styles to JOOR, or shows what would be brought, and waits until that is over or waits for a person.
 * @returns not well when it ended otherwise than it was asked for
 */
export async function startRun(
  context: Context,
  named: string,
  { styles, preview, wait }: RunRequest,
): Promise<ExitCode | undefined> {
  const { products, output } = context;
  const connection = encodeURIComponent(await findConnection(context, named));
  const { body } = await products.post(`/v1/products/${connection}/run`, {
    ...(styles.length > 0 && { styles }),
    preview,
  });
  const started = readRow(body, 'The run');
  const run = wait ? await follow(products, started, followed(started)) : started;
  output.result(run, () => runText(run));
  return !wait || field(run, 'state') === (preview ? 'waiting-for-approval' : 'done')
    ? undefined
    : EXIT.notWell;
}

function followed(started: Row) {
  const id = field(started, 'id');
  return {
    path: `/v1/products/runs/${encodeURIComponent(id)}`,
    what: 'The run',
    // one that JOOR has put off may wait for long: it says why, and goes on by itself
    isUnderWay: (run: Row) => UNDER_WAY.includes(field(run, 'state')) && field(run, 'error') === '',
    lost: `Run ${id} was asked for: see joorctl products show-run ${id}.`,
  };
}
