import { Fields } from '../control/fields.js';
import { lateEffect } from './late-effect.js';

const disturb = (settings: object) =>
  lateEffect
    .read(new Fields(settings, 'fault'))
    // It needs nothing of the call.
    .disturb(...([] as unknown as Parameters<ReturnType<typeof lateEffect.read>['disturb']>));

describe('late-effect', () => {
  it('drops the exchange and works later', () => {
    expect(disturb({})).toEqual({ late: { ms: 1_000, how: 'reset' } });
    expect(disturb({ ms: 20, how: 'silence' })).toEqual({ late: { ms: 20, how: 'silence' } });
  });

  it('refuses another way', () => {
    expect(() => disturb({ how: 'loud' })).toThrow('one of reset, silence');
  });
});
