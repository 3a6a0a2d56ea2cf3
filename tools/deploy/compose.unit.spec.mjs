import { readFileSync } from 'node:fs';

const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');

/**
 * The file's sections of that indentation, each by its name.
 *
 * @param {string} text
 * @param {string} indent
 * @returns {Record<string, string>}
 */
function sections(text, indent) {
  const parts = text.split(new RegExp(`^${indent}(?=[\\w-]+:)`, 'm')).slice(1);
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]),
  );
}

const whole = sections(compose, '');
const services = sections(whole.services ?? '', '  ');

/** With what it takes over by reference. @param {string} text @returns {string} */
function resolved(text) {
  const taken = [...text.matchAll(/\*([\w-]+)/g)].map(([, anchor = '']) => {
    const at = Object.values(whole).find((section) => section.trimStart().startsWith(`&${anchor}\n`));
    return at === undefined ? '' : resolved(at);
  });
  return [text, ...taken].join('\n');
}
const having = (/** @type {RegExp} */ what) =>
  Object.keys(services).filter((name) => what.test(resolved(services[name] ?? '')));

const BRIDGE = ['settings-service', 'joor-poller', 'order-router', 'inventory-service', 'product-service'];

describe('docker-compose.yml', () => {
  it('gives the key that seals secrets, and all of .env, to the services alone', () => {
    expect(having(/BRIDGE_KEK/)).toEqual(BRIDGE);
    expect(having(/env_file/)).toEqual(BRIDGE);
  });

  it("gives the database's password to those alone that ask it", () => {
    expect(having(/POSTGRES_PASSWORD/)).toEqual(['postgres', ...BRIDGE, 'joorctl']);
  });

  it('tells everybody who uses Kafka the prefix of the installation', () => {
    expect(having(/KAFKA_PREFIX/)).toEqual(['topics', ...BRIDGE, 'joorctl']);
    expect(having(/KAFKA_BROKERS/)).toEqual(['topics', ...BRIDGE, 'joorctl']);
  });

  it('leaves the services more time to stop than the 15 s that they take at most', () => {
    for (const name of BRIDGE) {
      const seconds = Number(/stop_grace_period: (\d+)s/.exec(resolved(services[name] ?? ''))?.[1]);
      expect(seconds).toBeGreaterThan(15);
    }
  });
});
