import { nodeVersionFault } from './node-version.mjs';

describe('nodeVersionFault', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '24.11.0', '24.21.0', '26.0.0'])('takes %s', (version) => {
    expect(nodeVersionFault(version)).toBeNull();
  });

  it.each(['18.20.0', '20.18.9', '21.7.0', '22.12.0', '23.11.0', '24.10.0'])(
    'refuses %s in one sentence',
    (version) => {
      const fault = nodeVersionFault(version);
      expect(fault).toContain(version);
      expect(fault).toContain('20.19.0, 22.13.0, 24.11.0');
      expect(fault?.split('\n')).toHaveLength(1);
    },
  );
});
