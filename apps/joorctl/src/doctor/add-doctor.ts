import { oneLine } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import { EXIT } from '../program/exit-code.js';
import { examineConnections } from './examine-connections.js';
import { examineDatabase } from './examine-database.js';
import { examineDeliveries } from './examine-deliveries.js';
import { examineKafka } from './examine-kafka.js';
import { examineRuns } from './examine-runs.js';
import { examineService } from './examine-service.js';
import type { Finding } from './finding.js';

export const addDoctor: AddCommands = (program, run) => {
  program
    .command('doctor')
    .description('look at every part of the installation and say what to do')
    .action(() =>
      run(async (context) => {
        const { settings, poller, router, inventory, products, installation, output } = context;
        const found = await Promise.all([
          examineService(settings),
          examineService(poller),
          examineService(router),
          examineService(inventory),
          examineService(products),
          examineKafka(context),
          examineDatabase(installation.databaseUrl),
          examineConnections(context),
          examineDeliveries(router),
          examineRuns(context),
        ]);
        const findings = found.flat();
        const isWell = findings.every(({ state }) => state !== 'ill' && state !== 'waiting');
        output.result({ ok: isWell, findings }, () => report(findings));
        return isWell ? EXIT.ok : EXIT.notWell;
      }),
    );
};

const MARKS = { well: 'ok  ', ill: 'FAIL', waiting: 'WAIT', 'not available': '-   ' } as const;

export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(
    ({ what, state, detail }) => `${MARKS[state]}  ${what.padEnd(width)}  ${oneLine(detail)}`,
  );
  return [...lines, '', verdict(findings)].join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const count = (wanted: Finding['state']) => findings.filter(({ state }) => state === wanted).length;
  const [ill, waiting] = [count('ill'), count('waiting')];
  const faults = ill > 0 ? [`${ill} of ${findings.length} are not well.`] : [];
  const decisions = waiting > 0 ? [`${waiting} of ${findings.length} wait for your decision.`] : [];
  return [...faults, ...decisions].join(' ') || 'All is well.';
}
