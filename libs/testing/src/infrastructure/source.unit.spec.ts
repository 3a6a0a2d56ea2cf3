import { chooseSource, isGiven } from './source.js';

const ask = (env: Record<string, string>, obstacle: string | null = 'no Docker engine answers') => {
  const said: string[] = [];
  const source = chooseSource({
    name: 'Kafka',
    variable: 'KAFKA_BROKERS',
    env,
    docker: async () => obstacle,
    say: (sentence) => said.push(sentence),
  });
  return { source, said };
};

describe('chooseSource', () => {
  it('takes an address that is given, even where a Docker engine answers', async () => {
    await expect(ask({ KAFKA_BROKERS: 'kafka:9092' }, null).source).resolves.toBe('env');
  });

  it('takes an address without asking Docker', async () => {
    const docker = () => Promise.reject(new Error('asked'));
    const question = { name: 'Kafka', variable: 'KAFKA_BROKERS', docker, say: () => undefined };
    await expect(chooseSource({ ...question, env: { KAFKA_BROKERS: 'kafka:9092' } })).resolves.toBe('env');
  });

  it('counts a blank address as none', async () => {
    await expect(ask({ KAFKA_BROKERS: '' }, null).source).resolves.toBe('docker');
  });

  it('falls to embedded when Docker cannot do it, and says why', async () => {
    const { source, said } = ask({}, 'the image apache/kafka:4.1.1 can not be pulled');
    await expect(source).resolves.toBe('embedded');
    expect(said).toEqual([
      'Kafka runs embedded: KAFKA_BROKERS is not set and the image apache/kafka:4.1.1 can not be pulled.',
    ]);
  });

  it.each(['env', 'docker', 'embedded'])('can be forced to %s', async (forced) => {
    const env = { JOOR_BRIDGE_INFRA: forced, KAFKA_BROKERS: 'kafka:9092' };
    await expect(ask(env, null).source).resolves.toBe(forced);
  });

  it.each([
    [{ JOOR_BRIDGE_INFRA: 'env' }, 'JOOR_BRIDGE_INFRA=env asks for Kafka by address: set KAFKA_BROKERS.'],
    [
      { JOOR_BRIDGE_INFRA: 'docker' },
      'JOOR_BRIDGE_INFRA=docker asks for Kafka in a container, but no Docker engine answers: start a Docker engine.',
    ],
    [{ JOOR_BRIDGE_INFRA: 'podman' }, 'JOOR_BRIDGE_INFRA=podman is not one of env, docker, embedded.'],
  ])('says what is missing when %j cannot be had', async (env, sentence) => {
    await expect(ask(env).source).rejects.toThrow(sentence);
  });
});

describe('isGiven', () => {
  it.each([
    [{ DATABASE_URL: 'postgres://x' }, true],
    [{ DATABASE_URL: '' }, false],
    [{}, false],
    [{ DATABASE_URL: 'postgres://x', JOOR_BRIDGE_INFRA: 'embedded' }, false],
    [{ DATABASE_URL: 'postgres://x', JOOR_BRIDGE_INFRA: 'env' }, true],
  ])('%j: %p', (env, given) => expect(isGiven('DATABASE_URL', env)).toBe(given));
});
