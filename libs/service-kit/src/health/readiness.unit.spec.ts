import { jest } from '@jest/globals';
import { Readiness } from './readiness.js';

describe('Readiness', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is ready while every component is', async () => {
    const readiness = new Readiness();
    readiness.watch('postgresql', () => ({ ready: true }));
    readiness.report({ name: 'kafka', ready: true, detail: '6 partitions' });

    expect(await readiness.state()).toEqual({
      ready: true,
      components: [
        { name: 'postgresql', ready: true },
        { name: 'kafka', ready: true, detail: '6 partitions' },
      ],
    });
  });

  it('is not ready when one is not, and gives its words', async () => {
    const readiness = new Readiness();
    readiness.watch('postgresql', () => Promise.reject(new Error('connection refused')));
    readiness.watch('kafka', () => ({ ready: true }));

    expect(await readiness.state()).toMatchObject({
      ready: false,
      components: [{ name: 'postgresql', ready: false, detail: 'connection refused' }, { ready: true }],
    });
  });

  it('replaces what a component reported before', async () => {
    const readiness = new Readiness();
    readiness.report({ name: 'kafka', ready: false });
    readiness.report({ name: 'kafka', ready: true });
    expect((await readiness.state()).components).toEqual([{ name: 'kafka', ready: true }]);
  });

  it('does not wait for a check that hangs', async () => {
    jest.useFakeTimers();
    const readiness = new Readiness();
    readiness.watch('postgresql', () => new Promise(() => {}));
    const state = readiness.state();
    await jest.advanceTimersByTimeAsync(2_000);

    expect((await state).components).toEqual([
      { name: 'postgresql', ready: false, detail: 'did not answer within 2000 ms' },
    ]);
  });

  it('is not ready any more once it stops', async () => {
    const readiness = new Readiness();
    readiness.stop();
    expect(await readiness.state()).toEqual({
      ready: false,
      components: [{ name: 'service', ready: false, detail: 'is stopping' }],
    });
  });
});
