/** Where a server came from: an address that was given, a container, or a process of our own. */
export type InfrastructureSource = 'env' | 'docker' | 'embedded';

export interface InfrastructureOptions {
  /** Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Kept between runs. Absent: a temporary place, removed by `stop`. */
  readonly dataDir?: string;
  /** Written so that a power cut loses nothing (fsync). Default: only with `dataDir`. */
  readonly durable?: boolean;
  /** Removes what an earlier run kept in `dataDir` first. */
  readonly fresh?: boolean;
  /** The port wanted; where it is in use the next free one is taken. Absent: any free port. */
  readonly port?: number;
  /** Told in one sentence each what was chosen and why. Default: silent. */
  readonly say?: (sentence: string) => void;
}

/** What was asked for, with the defaults filled in. */
export type InfrastructureRequest = InfrastructureOptions &
  Required<Pick<InfrastructureOptions, 'env' | 'say'>>;

export const withDefaults = (options: InfrastructureOptions): InfrastructureRequest => ({
  ...options,
  env: options.env ?? process.env,
  say: options.say ?? (() => undefined),
});

interface Running {
  readonly source: InfrastructureSource;
  /** Process id, where it is a process of our own. */
  readonly pid: number | null;
  /** Ends what was started here; leaves what was found. */
  stop(): Promise<void>;
}

export interface RunningKafka extends Running {
  readonly brokers: readonly string[];
}

export interface RunningPostgres extends Running {
  /** Address of the maintenance database `postgres`, with a user who may create databases. */
  readonly url: string;
}

/** Something that has to be installed or mended first; the message is one sentence that says what. */
export class MissingPrerequisite extends Error {
  override readonly name = 'MissingPrerequisite';
}
