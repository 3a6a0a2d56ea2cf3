import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { errorCode } from '../error-code.js';
import { MissingPrerequisite } from '../running.js';

const OLDEST = 17;
const INSTEAD = 'or start a Docker engine, or set KAFKA_BROKERS';

/**
 * The `java` to run the broker with: of JAVA_HOME where set, else of the path.
 * @throws MissingPrerequisite when there is none, or an older one than Kafka 4 runs on
 */
export function findJava(env: NodeJS.ProcessEnv): string {
  const java = env.JAVA_HOME ? join(env.JAVA_HOME, 'bin', 'java') : 'java';
  const { error, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8', env });
  if (error) {
    throw new MissingPrerequisite(
      `Kafka needs Java ${OLDEST} or newer and ${java} was not found: install a JRE (apt-get install openjdk-21-jre-headless, or 17 where there is no 21), ${INSTEAD}.`,
    );
  }
  const major = javaMajor(stderr);
  if (major === null || major >= OLDEST) return java;
  throw new MissingPrerequisite(
    `Kafka needs Java ${OLDEST} or newer and ${java} is version ${major}: install a newer one, ${INSTEAD}.`,
  );
}

/** The major version out of `java -version`: 8 of "1.8.0_402", 17 of "17.0.15"; null when it can't be read. */
export function javaMajor(banner: string): number | null {
  const found = /version "(?:1\.)?(\d+)/.exec(banner)?.[1];
  return found === undefined ? null : Number(found);
}

/**
 * Runs Maven without a dialogue.
 * @throws MissingPrerequisite when there is no `mvn`, or it could not do what was asked
 */
export function runMaven(args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync('mvn', ['-q', '-B', ...args], { stdio: 'pipe', encoding: 'utf8', env });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new MissingPrerequisite(
        `Kafka's jars are fetched by Maven and mvn was not found: install Maven (e.g. apt-get install maven), ${INSTEAD}.`,
      );
    }
    throw new MissingPrerequisite(`Maven could not fetch Kafka's jars (${mavenReason(error)}), ${INSTEAD}.`);
  }
}

function mavenReason(error: unknown): string {
  const output = typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
  const line = output.split('\n').find((text) => text.startsWith('[ERROR]'));
  return (line ?? String(error)).replace('[ERROR] ', '').slice(0, 300);
}
