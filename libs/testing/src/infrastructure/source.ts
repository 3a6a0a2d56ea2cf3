import { type InfrastructureOptions, type InfrastructureSource, MissingPrerequisite } from './running.js';

/** Forces one source: `JOOR_BRIDGE_INFRA=env|docker|embedded`. */
export const FORCE_VARIABLE = 'JOOR_BRIDGE_INFRA';

const SOURCES: readonly InfrastructureSource[] = ['env', 'docker', 'embedded'];

export interface SourceQuestion {
  /** What is looked for, as a person calls it: "Kafka". */
  readonly name: string;
  /** The variable that may hold an address. */
  readonly variable: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null: an engine answers and has the image. Else the reason why not. */
  readonly docker: () => Promise<string | null>;
  readonly say: NonNullable<InfrastructureOptions['say']>;
}

/** Whether the server is one that the variable's address gives, and not one that is started here. */
export const isGiven = (variable: string, env: SourceQuestion['env']): boolean =>
  env[FORCE_VARIABLE] ? env[FORCE_VARIABLE] === 'env' : Boolean(env[variable]);

/**
 * The one order in which Kafka and PostgreSQL are looked for, by tests and by `npm start` alike:
 *
 * | # | source   | taken when                                                   |
 * |---|----------|--------------------------------------------------------------|
 * | 1 | env      | the variable holds an address                                |
 * | 2 | docker   | an engine answers in time and the image is there or can be had |
 * | 3 | embedded | otherwise                                                    |
 *
 * @throws MissingPrerequisite when the forced source cannot be had
 */
export async function chooseSource(question: SourceQuestion): Promise<InfrastructureSource> {
  const { name, variable, env, docker, say } = question;
  const forced = env[FORCE_VARIABLE];
  if (forced) return forcedSource(question, forced);
  if (isGiven(variable, env)) return 'env';
  const obstacle = await docker();
  if (obstacle === null) return 'docker';
  say(`${name} runs embedded: ${variable} is not set and ${obstacle}.`);
  return 'embedded';
}

async function forcedSource({ name, variable, env, docker }: SourceQuestion, forced: string) {
  const source = SOURCES.find((known) => known === forced);
  if (!source) {
    throw new MissingPrerequisite(`${FORCE_VARIABLE}=${forced} is not one of ${SOURCES.join(', ')}.`);
  }
  if (source === 'env' && !env[variable]) {
    throw new MissingPrerequisite(`${FORCE_VARIABLE}=env asks for ${name} by address: set ${variable}.`);
  }
  const obstacle = source === 'docker' ? await docker() : null;
  if (obstacle === null) return source;
  throw new MissingPrerequisite(
    `${FORCE_VARIABLE}=docker asks for ${name} in a container, but ${obstacle}: start a Docker engine.`,
  );
}
