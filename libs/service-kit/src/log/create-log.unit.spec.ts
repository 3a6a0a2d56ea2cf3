import { createLog } from './create-log.js';
import { prettyLine } from './pretty-lines.js';

const capture = (format: 'json' | 'pretty', level = 'info') => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, log: createLog({ name: 'order-router', level, format, destination }) };
};

describe('createLog', () => {
  it('writes one JSON object a line with level, service and ISO time', () => {
    const { log, lines } = capture('json');
    log.info({ order: '7' }, 'delivered');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      service: 'order-router',
      msg: 'delivered',
      order: '7',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it.each([
    { token: 'hunter2' },
    { credentials: { accessToken: 'hunter2' } },
    { request: { headers: { authorization: 'Bearer hunter2' } } },
    { a: { b: { c: { password: 'hunter2' } } } },
    { config: { signingSecret: 'hunter2', clientSecret: 'hunter2', appSecret: 'hunter2' } },
  ])('hides the secret in %j', (facts) => {
    const { log, lines } = capture('json');
    log.warn(facts, 'something');
    expect(lines.join()).not.toContain('hunter2');
    expect(lines.join()).toContain('[secret]');
  });

  it('says nothing below its level', () => {
    const { log, lines } = capture('json', 'warn');
    log.info('quiet');
    expect(lines).toEqual([]);
  });
});

describe('prettyLine', () => {
  it('is one readable line with the facts behind', () => {
    const { log, lines } = capture('pretty');
    log.warn({ order: '7', tries: 2 }, 'parked');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} WARN {2}order-router {2}parked {2}order=7 {2}tries=2\n$/,
    );
  });

  it('shows where an error happened, for errors only', () => {
    const { log, lines } = capture('pretty');
    log.error({ err: new Error('boom') }, 'failed');
    log.warn({ err: new Error('boom') }, 'failed');
    expect(lines[0]).toContain('    Error: boom');
    expect(lines[1]?.trim().split('\n')).toHaveLength(1);
  });

  it('cannot be made to forge lines or colours', () => {
    const { log, lines } = capture('pretty');
    log.info({ po: 'x\n12:00 ERROR forged\u001b[31m' }, 'a\r\nb\u0085c');
    const controls = [...(lines[0] ?? '')].filter((character) => /\p{Cc}/u.test(character));
    expect(controls).toEqual(['\n']);
  });

  it('passes on what is no JSON', () => {
    expect(prettyLine('plain\n')).toBe('plain\n');
  });
});
