import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava, javaMajor, runMaven } from './java.js';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'java home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function program(path: string, script: string): void {
  mkdirSync(join(home, 'bin'), { recursive: true });
  writeFileSync(join(home, path), `#!/bin/sh\n${script}\n`);
  chmodSync(join(home, path), 0o755);
}

describe('javaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['no java here', null],
  ])('reads %s', (banner, major) => {
    expect(javaMajor(banner)).toBe(major);
  });
});

describe('findJava', () => {
  it('takes the one of JAVA_HOME', () => {
    program('bin/java', 'echo \'openjdk version "17.0.1"\' >&2');
    expect(findJava({ JAVA_HOME: home })).toBe(join(home, 'bin', 'java'));
  });

  it('says in one sentence that it is missing, and what to do', () => {
    expect(() => findJava({ JAVA_HOME: join(home, 'gone') })).toThrow(
      /^Kafka needs Java 17 or newer and .* was not found: install a JRE \(apt-get install openjdk-21-jre-headless, or 17 where there is no 21\), or start a Docker engine, or set KAFKA_BROKERS\.$/,
    );
  });

  it('refuses one that is too old, naming its version', () => {
    program('bin/java', 'echo \'openjdk version "11.0.2"\' >&2');
    expect(() => findJava({ JAVA_HOME: home })).toThrow('is version 11: install a newer one');
  });
});

describe('runMaven', () => {
  it('says in one sentence that it is missing, and what to do', () => {
    expect(() => runMaven([], { PATH: home })).toThrow(
      /^Kafka's jars are fetched by Maven and mvn was not found: install Maven .*\.$/,
    );
  });

  it('gives the reason that Maven gave', () => {
    program('bin/mvn', 'echo "[ERROR] Could not resolve dependencies"; exit 1');
    expect(() => runMaven([], { PATH: `${join(home, 'bin')}:/bin:/usr/bin` })).toThrow(
      "Maven could not fetch Kafka's jars (Could not resolve dependencies), or start a Docker engine",
    );
  });
});
