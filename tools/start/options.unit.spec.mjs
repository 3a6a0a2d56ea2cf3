import { readOptions } from './options.mjs';

describe('readOptions', () => {
  it('keeps data and goes on by default', () => {
    expect(readOptions([])).toEqual({ fresh: false, once: false, help: false, data: undefined });
  });

  it('reads every option', () => {
    expect(readOptions(['--fresh', '--once', '--data', '/x', '-h'])).toEqual({
      fresh: true,
      once: true,
      data: '/x',
      help: true,
    });
  });

  it('refuses what it does not know, and shows what there is', () => {
    expect(() => readOptions(['--frsh'])).toThrow(/--frsh[\s\S]*--fresh {8}start over/);
  });
});
