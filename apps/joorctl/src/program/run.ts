import { Command, CommanderError, Option } from 'commander';
import { addConnections } from '../connections/add-connections.js';
import { addDeadLetters } from '../dead-letters/add-dead-letters.js';
import { addDoctor } from '../doctor/add-doctor.js';
import { DEFAULT_FILE, readInstallation } from '../installation/installation.js';
import { addInventory } from '../inventory/add-inventory.js';
import { addOrders } from '../orders/add-orders.js';
import { Output } from '../output/output.js';
import { addPolling } from '../polling/add-polling.js';
import { addProducts } from '../products/add-products.js';
import { addReplay } from '../replay/add-replay.js';
import { addReviews } from '../reviews/add-reviews.js';
import { addTopics } from '../topics/add-topics.js';
import type { Act } from './command-set.js';
import { Context } from './context.js';
import { CommandFailed, EXIT, type ExitCode } from './exit-code.js';

export interface Surroundings {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  readonly now: () => number;
}

const CAPABILITIES = [
  addDoctor,
  addTopics,
  addConnections,
  addOrders,
  addInventory,
  addProducts,
  addPolling,
  addDeadLetters,
  addReplay,
  addReviews,
];

/** Runs one command line, without the program's name. Never rejects: what goes wrong is said and in the code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { write, writeError } = surroundings;
  let exitCode: ExitCode = EXIT.ok;
  const program = programWithOptions();
  const act = async (work: Act) => {
    const context = contextOf(program, surroundings);
    try {
      exitCode = (await work(context)) ?? EXIT.ok;
    } finally {
      await context.close();
    }
  };
  for (const add of CAPABILITIES) add(program, act);
  for (const command of withSubcommands(program)) {
    command.exitOverride().configureOutput({ writeOut: write, writeErr: writeError });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, writeError);
  }
}

function programWithOptions(): Command {
  return new Command('joorctl')
    .description('Looks after a joor-bridge installation.')
    .option('--json', 'print JSON for scripts', false)
    .option('--config <file>', `the installation's addresses (default: ${DEFAULT_FILE} where there is one)`)
    .addOption(new Option('--settings-url <url>', 'address of settings-service').env('JOORCTL_SETTINGS_URL'))
    .addOption(new Option('--poller-url <url>', 'address of joor-poller').env('JOORCTL_POLLER_URL'))
    .addOption(new Option('--router-url <url>', 'address of order-router').env('JOORCTL_ROUTER_URL'))
    .addOption(
      new Option('--inventory-url <url>', 'address of inventory-service').env('JOORCTL_INVENTORY_URL'),
    )
    .addOption(new Option('--products-url <url>', 'address of product-service').env('JOORCTL_PRODUCTS_URL'))
    .addOption(new Option('--api-key <key>', 'an API key of the installation').env('JOORCTL_API_KEY'))
    .addOption(new Option('--kafka-brokers <list>', 'host:port, separated by commas').env('KAFKA_BROKERS'))
    .addOption(new Option('--kafka-prefix <text>', 'what topic names begin with').env('KAFKA_PREFIX'))
    .addOption(new Option('--database-url <url>', 'PostgreSQL, for doctor').env('DATABASE_URL'))
    .showHelpAfterError('Type joorctl --help for what there is.');
}

function contextOf(program: Command, { write, now }: Surroundings): Context {
  const { json, config, ...given } = program.opts();
  return new Context(readInstallation(given, config), new Output(write, json), now);
}

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

function failed(error: unknown, writeError: (text: string) => void): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailed) {
    writeError(`${error.message}\n`);
    return error.exitCode;
  }
  writeError(`${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.unforeseen;
}
