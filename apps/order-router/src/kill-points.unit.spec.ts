import { jest } from '@jest/globals';
import { eventually } from '@joor-bridge/testing';
import { routerShape } from './config.js';
import { KILL_POINTS, KillPoints } from './kill-points.js';

describe('KillPoints', () => {
  const kill = jest.spyOn(process, 'kill').mockImplementation(() => true);
  beforeEach(() => kill.mockClear());
  afterAll(() => kill.mockRestore());

  it('kills the process the hard way at the named passing of the named point', () => {
    const points = new KillPoints({ point: 'after-claim', passing: 3 });
    points.reached('after-claim');
    points.reached('after-claim');
    points.reached('after-send');
    expect(kill).not.toHaveBeenCalled();
    points.reached('after-claim');
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
  });

  it('lets what was just handed to the network get on its way', async () => {
    const points = new KillPoints({ point: 'after-send', passing: 1 });
    points.soon('after-claim');
    points.soon('after-send');
    expect(kill).not.toHaveBeenCalled();
    await eventually(() => kill.mock.calls.length === 1, { everyMs: 1 });
  });

  it('leaves the process alone unless armed', () => {
    const points = new KillPoints(null);
    for (const point of KILL_POINTS) points.reached(point);
    for (const point of KILL_POINTS) points.soon(point);
    expect(kill).not.toHaveBeenCalled();
  });
});

describe('ROUTER_KILL_POINT', () => {
  const read = (text: string | undefined) => routerShape.ROUTER_KILL_POINT.safeParse(text);

  it('is a point and a passing', () => {
    expect(read('after-answer:7').data).toEqual({ point: 'after-answer', passing: 7 });
    expect(read(undefined)).toMatchObject({ success: true, data: undefined });
  });

  it.each(['after-answer', 'after-answer:0', 'after-answer:x', 'before-claim:1', ''])(
    '%j is refused',
    (text) => {
      const { success, error } = read(text);
      expect(success).toBe(false);
      expect(error?.issues[0]?.message).toBe(
        'must be one of after-claim, after-send, after-answer, after-result, ":" and a number',
      );
    },
  );
});

describe('times', () => {
  it.each(['WMS_TIMEOUT_MS', 'CLAIM_LEASE_MS', 'KAFKA_SESSION_TIMEOUT_MS'] as const)(
    '%s has bounds',
    (name) => {
      expect(routerShape[name].safeParse('99').success).toBe(false);
      expect(routerShape[name].safeParse('250').data).toBe(250);
      expect(routerShape[name].safeParse('600001').success).toBe(false);
      expect(routerShape[name].safeParse('1.5').success).toBe(false);
    },
  );

  it('hold a claim for 10 s and give a request as long, unless set', () => {
    expect(routerShape.CLAIM_LEASE_MS.parse(undefined)).toBe(10_000);
    expect(routerShape.WMS_TIMEOUT_MS.parse(undefined)).toBe(10_000);
    expect(routerShape.KAFKA_SESSION_TIMEOUT_MS.parse(undefined)).toBe(6_000);
  });
});
