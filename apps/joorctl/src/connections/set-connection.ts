import type { Context } from '../program/context.js';
import { CommandFailed, EXIT, wrongUsage } from '../program/exit-code.js';
import { field, readRow } from '../service/fields.js';
import { type Changes, readAssignments } from './assignment.js';

/**
 * Changes a connection: its settings and its own facts, each against the version that was seen. The two are published
 * one after the other, so a connection is never on with settings it is to get or to lose: settings come first, and
 * last where it is switched off.
 */
export async function setConnection(
  { settings, output }: Context,
  id: string,
  pairs: readonly string[],
  ifMatch: string | undefined,
): Promise<undefined> {
  const changes = readAssignments(pairs);
  const path = `/v1/connections/${encodeURIComponent(id)}`;
  let etag = ifMatch === undefined ? (await settings.get(path)).etag : quoted(ifMatch);
  let version = '';
  for (const [place, change] of inOrder(path, changes)) {
    if (etag === null) throw new CommandFailed('settings-service gave no version to change.', EXIT.refused);
    const answer = await settings.patch(place, change, etag).catch((error: unknown) => {
      throw version === '' ? error : halfway(error, changes, place, version);
    });
    version = field(readRow(answer.body, 'The connection'), 'version');
    etag = answer.etag ?? quoted(version);
  }
  const changed = { connectionId: id, version: Number(version), ...changes };
  output.result(changed, () => `${id} is changed; its version is now ${version}.`);
}

function inOrder(path: string, { connection, settings }: Changes) {
  const both = [
    [`${path}/settings`, settings],
    [path, connection],
  ] as const;
  const steps = connection.enabled === false ? both.toReversed() : both;
  return steps.filter(([, change]) => Object.keys(change).length > 0);
}

/** The second step failed: says what is changed already, so that nobody types that again. */
function halfway(error: unknown, changes: Changes, place: string, version: string): unknown {
  if (!(error instanceof CommandFailed)) return error;
  const done = place.endsWith('/settings') ? changes.connection : changes.settings;
  const names = Object.keys(done).join(', ');
  return new CommandFailed(
    `${error.message.replace(/\.?$/, '.')} Changed already, as version ${version}: ${names}; the rest is not.`,
    error.exitCode,
    { cause: error },
  );
}

function quoted(version: string): string {
  const number = /^"?(\d{1,9})"?$/.exec(version)?.[1];
  if (number === undefined) throw wrongUsage('--if-match takes the number of a version, as in --if-match 3.');
  return `"${number}"`;
}
