import type { Context } from '../program/context.js';
import { CommandFailed, EXIT, wrongUsage } from '../program/exit-code.js';
import { field, readRow } from '../service/fields.js';
import { readAssignments } from './assignment.js';

/** Changes a connection: its own facts first, then its settings, each against the version that was seen. */
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
  for (const [place, change] of [
    [path, changes.connection],
    [`${path}/settings`, changes.settings],
  ] as const) {
    if (Object.keys(change).length === 0) continue;
    if (etag === null) throw new CommandFailed('settings-service gave no version to change.', EXIT.refused);
    const answer = await settings.patch(place, change, etag);
    version = field(readRow(answer.body, 'The connection'), 'version');
    etag = answer.etag ?? quoted(version);
  }
  const changed = { connectionId: id, version: Number(version), ...changes };
  output.result(changed, () => `${id} is changed; its version is now ${version}.`);
}

function quoted(version: string): string {
  const number = /^"?(\d{1,9})"?$/.exec(version)?.[1];
  if (number === undefined) throw wrongUsage('--if-match takes the number of a version, as in --if-match 3.');
  return `"${number}"`;
}
