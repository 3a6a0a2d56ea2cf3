import { WakeUp } from './wake-up.js';

describe('WakeUp', () => {
  it('ends a wait early', async () => {
    const wakeUp = new WakeUp();
    const wait = wakeUp.wait(60_000);
    wakeUp.call();
    await wait;
  });

  it('remembers a call that came before the wait, once', async () => {
    const wakeUp = new WakeUp();
    wakeUp.call();
    await wakeUp.wait(60_000);

    let over = false;
    const second = wakeUp.wait(60_000).then(() => {
      over = true;
    });
    await new Promise(setImmediate);
    expect(over).toBe(false);
    wakeUp.call();
    await second;
  });

  it('ends by itself when its time is over', async () => {
    await new WakeUp().wait(1);
  });
});
