import type { Command } from 'commander';
import type { Context } from './context.js';
import type { ExitCode } from './exit-code.js';

/** What a command does; it tells the exit code when that is not 0. */
export type Act = (context: Context) => Promise<ExitCode | undefined>;

/** Adds a capability's commands to the program; `run` gives the context of the command line that was typed. */
export type AddCommands = (program: Command, run: (act: Act) => Promise<void>) => void;
