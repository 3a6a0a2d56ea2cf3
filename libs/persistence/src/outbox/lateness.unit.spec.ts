import { Lateness } from './lateness.js';

const watching = () => {
  const clock = { ms: 1_000_000 };
  return { clock, lateness: new Lateness(() => clock.ms) };
};

describe('Lateness', () => {
  it('has no complaint before anybody looked, nor of an outbox that is empty', () => {
    const { clock, lateness } = watching();
    expect(lateness.complaint).toBeUndefined();
    lateness.saw(null);
    clock.ms += 3_600_000;
    expect(lateness.complaint).toBeUndefined();
  });

  it('complains once the oldest event is older than a minute', () => {
    const { lateness } = watching();
    lateness.saw(60_000);
    expect(lateness.complaint).toBeUndefined();
    lateness.saw(60_001);
    expect(lateness.complaint).toBe('the oldest event in the outbox has waited for 60 s to be published');
  });

  it('counts on while nobody looks, as during a publish that hangs', () => {
    const { clock, lateness } = watching();
    lateness.saw(5);
    clock.ms += 90_000;
    expect(lateness.complaint).toContain('waited for 90 s');
  });

  it('has no more complaint once the event is gone', () => {
    const { lateness } = watching();
    lateness.saw(90_000);
    lateness.saw(10);
    expect(lateness.complaint).toBeUndefined();
    lateness.saw(90_000);
    lateness.saw(null);
    expect(lateness.complaint).toBeUndefined();
  });
});
