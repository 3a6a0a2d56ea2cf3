import { details, oneLine, table } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import { asText, field, listField, type Row, readRow } from '../service/fields.js';
import { listConnections } from './list-connections.js';
import { setConnection } from './set-connection.js';

export const addConnections: AddCommands = (program, run) => {
  const connections = program.command('connections').description('JOOR accounts tied to warehouses');
  connections
    .command('list')
    .description('every connection')
    .action(() =>
      run(async (context) => {
        const rows = await listConnections(context);
        context.output.result({ items: rows }, () =>
          table(['connection', 'name', 'workspace', 'on', 'system', 'version', 'changed'], rows.map(listed)),
        );
      }),
    );
  connections
    .command('show <connection>')
    .description('one connection with its settings')
    .action((id: string) =>
      run(async ({ settings, output }) => {
        const path = `/v1/connections/${encodeURIComponent(id)}`;
        const [connection, own] = await Promise.all([settings.get(path), settings.get(`${path}/settings`)]);
        const row = readRow(connection.body, 'The connection');
        const values = readRow(readRow(own.body, 'The settings').settings, 'The settings');
        output.result({ ...row, settings: values }, () => shown(row, values));
      }),
    );
  connections
    .command('set <connection> <setting=value...>')
    .description("change settings, or the connection's name or enabled; each change is a new version")
    .option('--if-match <version>', 'refuse the change unless this is the newest version')
    .action((id: string, pairs: string[], { ifMatch }: { ifMatch?: string }) =>
      run((context) => setConnection(context, id, pairs, ifMatch)),
    );
};

const listed = (row: Row): string[] => [
  field(row, 'connectionId'),
  field(row, 'name'),
  field(row, 'workspaceId'),
  field(row, 'enabled') === 'true' ? 'yes' : 'no',
  field(row, 'destination.system'),
  field(row, 'version'),
  field(row, 'updatedAt'),
];

function shown(row: Row, values: Row): string {
  const credentials = listField(row, 'credentials')
    .filter((each) => field(each, 'set') === 'true')
    .map((each) => field(each, 'slot'));
  const facts = details([
    ['connection', field(row, 'connectionId')],
    ['name', field(row, 'name')],
    ['workspace', field(row, 'workspaceId')],
    ['on', field(row, 'enabled') === 'true' ? 'yes' : 'no'],
    ['JOOR account', field(row, 'joorAccount')],
    ['system', field(row, 'destination.system')],
    ['address', field(row, 'destination.url') || "the system's own"],
    ['options', field(row, 'destination.options')],
    ['credentials', credentials.join(', ') || 'none'],
    ['version', `${field(row, 'version')}, ${field(row, 'updatedAt')} by ${field(row, 'updatedBy')}`],
  ]);
  const settings = Object.entries(values).map(([key, value]) => [key, oneLine(asText(value)) || '""']);
  return `${facts}\n\n${table(['setting', 'value'], settings)}`;
}
