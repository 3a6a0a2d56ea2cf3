import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KAFKA_VERSION, LOG4J_VERSION } from '../versions.js';
import { runMaven } from './java.js';

/** Files of the package that stand beside `src` and `dist`. */
export const kafkaFile = (name: string): string =>
  fileURLToPath(new URL(`../../../kafka/${name}`, import.meta.url));

/** Per-user cache, so that a second checkout does not fetch again. */
export const cacheDirectory = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'joor-bridge');

/**
 * The directory with Kafka's jars; Maven fetches them once per user and version.
 * @throws MissingPrerequisite when Maven is missing or cannot reach its repository
 */
export function kafkaJars(env: NodeJS.ProcessEnv, say: (sentence: string) => void): string {
  const versionDirectory = join(cacheDirectory(env), 'kafka', KAFKA_VERSION);
  const jars = join(versionDirectory, 'libs');
  if (existsSync(jars)) return jars;
  say(`Fetching Kafka ${KAFKA_VERSION} by Maven (44 MB, once).`);
  mkdirSync(versionDirectory, { recursive: true });
  const incomplete = mkdtempSync(join(versionDirectory, 'incomplete-'));
  try {
    runMaven(
      [
        '-f',
        kafkaFile('pom.xml'),
        'dependency:copy-dependencies',
        '-DincludeScope=runtime',
        `-Dkafka.version=${KAFKA_VERSION}`,
        `-Dlog4j.version=${LOG4J_VERSION}`,
        `-DoutputDirectory=${incomplete}`,
      ],
      env,
    );
    publish(incomplete, jars);
  } finally {
    rmSync(incomplete, { recursive: true, force: true });
  }
  return jars;
}

/** Appears whole or not at all, also when two processes fetch at once. */
function publish(incomplete: string, jars: string): void {
  try {
    renameSync(incomplete, jars);
  } catch (error) {
    if (!existsSync(jars)) throw error;
  }
}
