import { Shutdown } from './shutdown.mjs';

describe('Shutdown', () => {
  /** @type {string[]} */
  let ended = [];
  const part = (/** @type {string} */ name) => ({
    stop: async () => {
      ended.push(name);
    },
    kill: () => {
      ended.push(`${name} killed`);
    },
  });

  beforeEach(() => {
    ended = [];
  });

  it('ends in reverse order, what was added together at once', async () => {
    const shutdown = new Shutdown();
    shutdown.add(part('kafka'), part('postgres'));
    shutdown.add(part('services'));
    await expect(shutdown.stop()).resolves.toEqual([]);
    expect(ended).toEqual(['services', 'kafka', 'postgres']);
  });

  it('waits for the services before it ends what they use', async () => {
    const shutdown = new Shutdown();
    shutdown.add(part('kafka'));
    /** @type {() => void} */
    let release = () => undefined;
    shutdown.add({ stop: () => new Promise((resolve) => (release = () => resolve(undefined))) });
    const stopped = shutdown.stop();
    expect(ended).toEqual([]);
    release();
    await stopped;
    expect(ended).toEqual(['kafka']);
  });

  it('goes on when a part fails, and tells', async () => {
    const shutdown = new Shutdown();
    shutdown.add(part('kafka'));
    const fault = new Error('stuck');
    shutdown.add({ stop: () => Promise.reject(fault) });
    await expect(shutdown.stop()).resolves.toEqual([fault]);
    expect(ended).toEqual(['kafka']);
  });

  it('ends everything once only', async () => {
    const shutdown = new Shutdown();
    shutdown.add(part('kafka'));
    await Promise.all([shutdown.stop(), shutdown.stop()]);
    expect(ended).toEqual(['kafka']);
  });

  it('kills what has not ended', () => {
    const shutdown = new Shutdown();
    shutdown.add(part('kafka'), { stop: async () => undefined });
    shutdown.kill();
    expect(ended).toEqual(['kafka killed']);
  });
});
