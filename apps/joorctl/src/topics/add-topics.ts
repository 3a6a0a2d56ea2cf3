import { allTopics, type Topic } from '@joor-bridge/contracts';
import { checkTopics, type Provisioned, provisionTopics, TopicsUnfit } from '@joor-bridge/messaging';
import { counted, table } from '../output/table.js';
import type { AddCommands } from '../program/command-set.js';
import type { Context } from '../program/context.js';
import { EXIT, type ExitCode } from '../program/exit-code.js';
import { withKafka } from './with-kafka.js';

export const addTopics: AddCommands = (program, run) => {
  const topics = program.command('topics').description("the installation's Kafka topics");
  topics
    .command('list')
    .description('what topics there are to be, and what for')
    .action(() => run(list));
  topics
    .command('apply')
    .description('create what is missing and mend settings; nothing is ever deleted')
    .action(() => run(apply));
  topics
    .command('check')
    .description('whether the topics are as the services need them')
    .action(() => run(check));
};

async function list({ output, installation: { kafkaPrefix } }: Context): Promise<undefined> {
  const declared = allTopics().map((topic) => row(topic, kafkaPrefix));
  const cells = ({ name, partitions, cleanup, owner, description }: (typeof declared)[number]) => [
    name,
    String(partitions),
    cleanup,
    owner,
    description,
  ];
  output.result(declared, () =>
    table(['topic', 'partitions', 'cleanup', 'owner', 'description'], declared.map(cells)),
  );
}

async function apply({ bus, output }: Context): Promise<undefined> {
  const done = await withKafka(() => provisionTopics(bus));
  output.result(done, () => applied(done));
}

async function check({ bus, output }: Context): Promise<ExitCode> {
  const faults = await withKafka(() => checkTopics(bus).then(() => [], faultsOf));
  output.result({ ok: faults.length === 0, faults }, () =>
    faults.length === 0
      ? `All ${allTopics().length} topics are as they should be.`
      : [...faults, 'Run joorctl topics apply to create and mend them.'].join('\n'),
  );
  return faults.length === 0 ? EXIT.ok : EXIT.notWell;
}

function faultsOf(error: unknown): readonly string[] {
  if (error instanceof TopicsUnfit) return error.faults;
  throw error;
}

const DAY_MS = 86_400_000;

function row({ name, partitions, cleanup, owner, description }: Topic, prefix: string) {
  const kept =
    cleanup.policy === 'compact'
      ? `newest per key${cleanup.minLagMs > 0 ? `, all for ${cleanup.minLagMs / DAY_MS} days` : ''}`
      : `${cleanup.retentionMs / DAY_MS} days`;
  return { name: prefix + name, partitions, cleanup: kept, owner, description };
}

function applied({ created, changed, unchanged }: Provisioned): string {
  const done = [
    ...created.map((name) => `created  ${name}`),
    ...changed.map((name) => `changed  ${name}`),
    `${counted(unchanged.length, 'topic')} left as ${unchanged.length === 1 ? 'it was' : 'they were'}.`,
  ];
  return done.join('\n');
}
