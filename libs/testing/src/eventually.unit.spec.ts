import { eventually } from './eventually.js';

describe('eventually', () => {
  it('gives what the condition gave as soon as it holds', async () => {
    let looks = 0;
    await expect(eventually(() => ++looks >= 3 && `look ${looks}`, { everyMs: 1 })).resolves.toBe('look 3');
  });

  it('takes 0 and blank text for answers, not for "not yet"', async () => {
    await expect(eventually(() => 0)).resolves.toBe(0);
    await expect(eventually(() => '')).resolves.toBe('');
  });

  it('counts a condition that throws as not yet', async () => {
    let looks = 0;
    const condition = async () => {
      if (++looks < 2) throw new Error('not there');
      return true;
    };
    await expect(eventually(condition, { everyMs: 1 })).resolves.toBe(true);
  });

  it('says what the condition last said, when the time is over', async () => {
    const never = eventually(() => expect(1).toBe(2), { timeoutMs: 5, everyMs: 1 });
    await expect(never).rejects.toThrow(/Not within 5 ms: .*toBe/s);
    await expect(eventually(() => null, { timeoutMs: 1 })).rejects.toThrow('the condition was null');
  });
});
