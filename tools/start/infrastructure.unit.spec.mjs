import { join } from 'node:path';
import { startInfrastructure } from './infrastructure.mjs';
import { Shutdown } from './shutdown.mjs';

/** @typedef {import('./infrastructure.mjs').Servers} Servers */

/** @type {string[]} */
let stopped = [];
beforeEach(() => {
  stopped = [];
});

const stop = (/** @type {string} */ name) => async () => {
  stopped.push(name);
};
const down = () => Promise.reject(new Error('it cannot start'));

/**
 * Servers that start at once, but for what is given.
 *
 * @param {Partial<Servers>} [over]
 * @returns {Servers}
 */
const servers = (over) => ({
  resolveKafka: async () => ({ brokers: ['kafka:9092'], source: 'embedded', pid: 1, stop: stop('kafka') }),
  resolvePostgres: async () => ({
    url: 'postgres://x@h:5432/postgres',
    source: 'embedded',
    pid: 2,
    stop: stop('postgres'),
  }),
  ensureDatabase: async (url, name) => url.replace(/postgres$/, name),
  ...over,
});
const options = (/** @type {Shutdown} */ shutdown) => ({
  data: '/d',
  fresh: true,
  say: () => undefined,
  shutdown,
});

describe('startInfrastructure', () => {
  it.each(
    /** @type {const} */ ([
      ['PostgreSQL', { resolvePostgres: down }, ['kafka']],
      ['Kafka', { resolveKafka: down }, ['postgres']],
      ['either', { resolveKafka: down, resolvePostgres: down }, []],
    ]),
  )('stops the one that started when %s does not', async (_, over, ended) => {
    const shutdown = new Shutdown();
    await expect(startInfrastructure(options(shutdown), servers(over))).rejects.toThrow('it cannot start');
    await expect(shutdown.stop()).resolves.toEqual([]);
    expect(stopped).toEqual(ended);
  });

  it('makes a database of its own on a server of ours', async () => {
    const { databaseUrl } = await startInfrastructure(options(new Shutdown()), servers());
    expect(databaseUrl).toBe('postgres://x@h:5432/joor_bridge');
  });

  it('takes a given database as it is', async () => {
    const url = 'postgres://x@h:5432/theirs';
    const given = servers({
      resolvePostgres: async () => ({ url, source: 'env', pid: null, stop: stop('postgres') }),
      ensureDatabase: () => Promise.reject(new Error('not ours')),
    });
    const { databaseUrl } = await startInfrastructure(options(new Shutdown()), given);
    expect(databaseUrl).toBe(url);
  });

  it('tells both where their data is and whether to start over', async () => {
    /** @type {unknown[]} */
    const asked = [];
    const { resolveKafka, resolvePostgres } = servers();
    await startInfrastructure(
      options(new Shutdown()),
      servers({
        resolveKafka: (request) => {
          asked.push(request);
          return resolveKafka(request);
        },
        resolvePostgres: (request) => {
          asked.push(request);
          return resolvePostgres(request);
        },
      }),
    );
    expect(asked).toMatchObject([
      { dataDir: join('/d', 'kafka'), fresh: true, port: 9092 },
      { dataDir: join('/d', 'postgresql'), fresh: true, port: 5432 },
    ]);
  });
});
