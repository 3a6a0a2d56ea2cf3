import { ApplyInterrupted, Lease } from './lease.js';

function stage() {
  const time = { monotonic: 1_000, wall: 50_000 };
  const clocks = { monotonic: () => time.monotonic, wall: () => time.wall };
  return { time, clocks, lease: new Lease('l1', 100, clocks) };
}

describe('a lease', () => {
  it('holds until its time is over', () => {
    const { time, lease } = stage();
    time.monotonic += 99;
    time.wall += 99;
    expect(lease.isHeld()).toBe(true);
    time.monotonic += 1;
    expect(lease.isHeld()).toBe(false);
  });

  it('is over by either clock: a machine that slept does not count it in one of them', () => {
    const { time, lease } = stage();
    time.wall += 100;
    expect(lease.isHeld()).toBe(false);
  });

  it('counts from when it was asked for', () => {
    const { clocks } = stage();
    const lease = new Lease('l1', 100, clocks, { monotonic: 900, wall: 49_900 });
    expect(lease.isHeld()).toBe(false);
  });

  it('goes on when it was renewed, from when that was asked', () => {
    const { time, lease } = stage();
    const asked = { monotonic: time.monotonic + 80, wall: time.wall + 80 };
    time.monotonic += 150;
    time.wall += 150;
    lease.renewed(asked);
    expect(lease.isHeld()).toBe(true);
    time.monotonic += 30;
    expect(lease.isHeld()).toBe(false);
  });

  it('that was lost stops its holder before the next request', () => {
    const { lease } = stage();
    expect(() => lease.check()).not.toThrow();
    lease.lose();
    expect(() => lease.check()).toThrow(ApplyInterrupted);
  });
});
