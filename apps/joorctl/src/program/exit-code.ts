/** What the shell is told. */
export const EXIT = {
  ok: 0,
  /** The question was answered, and something is not well. */
  notWell: 1,
  /** The command was not understood. */
  usage: 2,
  /** A service said no. */
  refused: 3,
  /** A service or Kafka did not answer. */
  unreachable: 4,
  /** A failure that nobody foresaw. */
  unforeseen: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command ends here; the message is one sentence that says what to do. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command line asks for something that can't be. */
export const wrongUsage = (message: string): CommandFailed => new CommandFailed(message, EXIT.usage);
