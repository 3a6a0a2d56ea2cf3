import { readConfig, USAGE } from './config.js';
import { ALL_QUIRKS, NO_QUIRKS } from './joor/quirks.js';
import { type SandboxOptions, SERVERS } from './options.js';

const read = (argv: readonly string[] = [], env: Record<string, string> = {}): SandboxOptions => {
  const config = readConfig(argv, env);
  if (config === 'help') throw new Error('asked for help');
  return config;
};

describe('readConfig', () => {
  it('starts a demonstration when told nothing', () => {
    const config = read();
    expect(Object.values(config.ports)).toEqual([4900, 4901, 4902, 4903, 4904, 4905, 4906, 4907]);
    expect(config.accounts.map(({ world, id }) => `${world}:${id}`)).toEqual([
      'production:demo',
      'production:skubana-demo',
      'sandbox:demo',
    ]);
    expect(config).toMatchObject({ host: '127.0.0.1', quirks: NO_QUIRKS });
  });

  it('takes a first port, or all of them', () => {
    expect(read(['--port', '7000']).ports).toMatchObject({ control: 7000, skubanaSandbox: 7007 });
    expect(read(['--ports', '1,2,3,4,5,6,7,8']).ports).toMatchObject({
      control: 1,
      generic: 6,
      skubanaSandbox: 8,
    });
    expect(() => read(['--ports', '1,2'])).toThrow(`--ports needs ${SERVERS.length}`);
  });

  it('takes accounts with their backlog and flow', () => {
    const argv = [
      '--account',
      'production:x',
      '--account',
      'sandbox:y',
      '--backlog',
      '7',
      '--orders-per-hour',
      '60',
      '--edit-rate',
      '0',
    ];
    const flow = { ordersPerHour: 60, editRate: 0, cancelRate: 0.03 };
    expect(read(argv).accounts).toEqual([
      { world: 'production', id: 'x', backlog: 7, backlogDays: 30, catalogue: 'brand', flow },
      { world: 'sandbox', id: 'y', backlog: 7, backlogDays: 30, catalogue: 'brand', flow },
    ]);
  });

  it('leaves the catalogues empty when told so', () => {
    expect(read(['--catalogue', 'none']).accounts.map(({ catalogue }) => catalogue)).toEqual(
      Array(3).fill('none'),
    );
    expect(read([], { SANDBOX_CATALOGUE: 'none' }).accounts[0]).toMatchObject({ catalogue: 'none' });
  });

  it('reads the environment, and the command line before it', () => {
    const env = {
      SANDBOX_PORT: '6000',
      SANDBOX_ORDERS_PER_HOUR: '5',
      SANDBOX_SEED: 's',
      SANDBOX_QUIRKS: 'all',
    };
    expect(read([], env)).toMatchObject({ seed: 's', quirks: ALL_QUIRKS, ports: { control: 6000 } });
    expect(read(['--port', '6500'], env).ports.control).toBe(6500);
    expect(read([], { SANDBOX_ACCOUNTS: 'sandbox:a,sandbox:b' }).accounts).toHaveLength(2);
  });

  it.each([
    [['--backlog', 'many'], '--backlog must be a whole number, not "many"'],
    [['--account', 'moon:x'], 'production:<id> or sandbox:<id>, not "moon:x"'],
    [['--account', 'production:'], 'production:<id>'],
    [['--ports', '1,2,3,4,5,6,7,x'], '--ports must be a whole number, not "x"'],
    [['--quirks', 'some'], '--quirks must be all or none'],
    [['--edit-rate', '2'], '--edit-rate must be a number from 0 to 1, not "2"'],
    [['--cancel-rate', ''], '--cancel-rate must be a number from 0 to 1'],
    [['--catalogue', 'half'], '--catalogue must be brand or none, not "half"'],
    [['--nonsense'], 'nonsense'],
  ])('refuses %j with a sentence', (argv, message) => {
    expect(() => read(argv)).toThrow(message);
  });

  it('explains itself', () => {
    expect(readConfig(['--help'], {})).toBe('help');
    for (const option of ['--port', '--account', '--orders-per-hour', '--quirks'])
      expect(USAGE).toContain(option);
  });
});
