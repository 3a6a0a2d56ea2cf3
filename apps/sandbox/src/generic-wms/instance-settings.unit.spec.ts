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
