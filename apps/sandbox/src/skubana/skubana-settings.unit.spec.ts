import { readSkubanaSettings, skubanaDefaults } from './skubana-settings.js';

const defaults = skubanaDefaults('production');

describe('readSkubanaSettings', () => {
  it('changes what is named and keeps the rest', () => {
    expect(readSkubanaSettings({ duplicates: 'double', tokens: ['a', 'b'] }, defaults)).toEqual({
      ...defaults,
      duplicates: 'double',
      tokens: ['a', 'b'],
    });
  });

  it('sets and lifts the limit', () => {
    const limited = readSkubanaSettings({ perSecond: 5 }, defaults);
    expect(limited.perSecond).toBe(5);
    expect(readSkubanaSettings({}, limited).perSecond).toBe(5);
    expect(readSkubanaSettings({ perSecond: null }, { ...limited }).perSecond).toBeNull();
  });

  it('says how its goods behave', () => {
    const behaviour = {
      totalsPerSecond: 10,
      ignoresPage: true,
      inactiveWarehouses: ['West'],
      stockChangesPerHour: 600,
      account: 'demo',
    };
    const settings = readSkubanaSettings(behaviour, defaults);
    expect(settings).toEqual({ ...defaults, ...behaviour });
    expect(readSkubanaSettings({ totalsPerSecond: null }, settings)).toEqual({
      ...settings,
      totalsPerSecond: null,
    });
  });

  it.each([
    [{ body: 'both' }, 'one of either, object, array'],
    [{ tokens: 'a' }, 'tokens must be an array'],
    [{ substringLookUp: 1 }, 'true or false'],
    [{ appkey: 'x' }, 'unknown appkey'],
  ])('refuses %j', (body, message) => {
    expect(() => readSkubanaSettings(body, defaults)).toThrow(message);
  });

  it('has other keys in each world', () => {
    const other = skubanaDefaults('sandbox');
    expect(other.tokens).not.toEqual(defaults.tokens);
    expect(other.appSecret).not.toBe(defaults.appSecret);
  });
});
