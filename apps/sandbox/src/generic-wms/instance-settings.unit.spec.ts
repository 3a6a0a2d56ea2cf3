import { INSTANCE_DEFAULTS, readInstanceSettings } from './instance-settings.js';

describe('readInstanceSettings', () => {
  it('changes what is named and keeps the rest', () => {
    expect(readInstanceSettings({ honoursKey: false }, INSTANCE_DEFAULTS)).toEqual({
      ...INSTANCE_DEFAULTS,
      honoursKey: false,
    });
  });

  it('tells null from not given', () => {
    expect(readInstanceSettings({ signingSecret: null }, INSTANCE_DEFAULTS).signingSecret).toBeNull();
    expect(readInstanceSettings({}, INSTANCE_DEFAULTS).signingSecret).toBe(INSTANCE_DEFAULTS.signingSecret);
  });

  it('says how its stock and its lists behave', () => {
    const behaviour = {
      mostRows: 50,
      pages: 'repeated-page',
      statesTime: false,
      stockChangesPerHour: 600,
      ordersLowerStock: false,
    } as const;
    const settings = readInstanceSettings(behaviour, INSTANCE_DEFAULTS);
    expect(settings).toEqual({ ...INSTANCE_DEFAULTS, ...behaviour });
    expect(readInstanceSettings({}, settings)).toEqual(settings);
    expect(() => readInstanceSettings({ mostRows: 0 }, INSTANCE_DEFAULTS)).toThrow('mostRows');
    expect(() => readInstanceSettings({ pages: 'half' }, INSTANCE_DEFAULTS)).toThrow('repeated-cursor');
  });

  it('refuses what is not known', () => {
    expect(() => readInstanceSettings({ honorsKey: false }, INSTANCE_DEFAULTS)).toThrow('unknown honorsKey');
    expect(() => readInstanceSettings({ duplicates: 'maybe' }, INSTANCE_DEFAULTS)).toThrow(
      'one of refuse, double',
    );
  });

  it('has a demo secret that Standard Webhooks would take', () => {
    const bytes = Buffer.from(INSTANCE_DEFAULTS.signingSecret?.replace('whsec_', '') ?? '', 'base64');
    expect(bytes.length).toBeGreaterThanOrEqual(24);
  });
});
