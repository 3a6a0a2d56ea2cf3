import { createLog } from './create-log.js';
import { NestLog } from './nest-log.js';

describe('NestLog', () => {
  let lines: string[];
  const nestLog = (level = 'trace') =>
    new NestLog(
      createLog({
        name: 'parcels',
        level,
        format: 'json',
        destination: { write: (line) => void lines.push(line) },
      }),
    );
  const entries = () => lines.map((line) => JSON.parse(line));
  beforeEach(() => {
    lines = [];
  });

  it.each([
    ['log', 'debug'],
    ['debug', 'debug'],
    ['verbose', 'trace'],
    ['warn', 'warn'],
    ['error', 'error'],
  ] as const)('writes %s as %s, with where it comes from', (method, level) => {
    nestLog()[method]('Mapped {/v1/parcels}', 'RouterExplorer');
    expect(entries()).toMatchObject([
      { level, service: 'parcels', context: 'RouterExplorer', msg: 'Mapped {/v1/parcels}' },
    ]);
  });

  it("keeps Nest's start-up chatter out of a log for people", () => {
    const log = nestLog('info');
    log.log('Starting Nest application...', 'NestFactory');
    log.verbose('more');
    expect(lines).toEqual([]);
  });

  it('writes an error with its message and stack', () => {
    nestLog().error(new Error('the glue came off'), 'a stack', 'ExceptionsHandler');
    expect(entries()).toMatchObject([
      {
        msg: 'the glue came off',
        context: 'ExceptionsHandler',
        err: { message: 'the glue came off', stack: expect.stringContaining('nest-log.unit.spec') },
      },
    ]);
  });

  it('writes what is no text as well as it can', () => {
    nestLog().warn({ toString: () => 'a thing' });
    nestLog().error(undefined);
    expect(entries().map(({ msg }) => msg)).toEqual(['a thing', 'undefined']);
  });

  it('writes no secret that an error carries', () => {
    nestLog().error(Object.assign(new Error('refused'), { password: 'hunter2', token: 'hunter2' }));
    expect(lines.join('')).not.toContain('hunter2');
  });
});
