import { uuidV7 } from './uuid-v7.js';

describe('uuidV7', () => {
  it('has version and variant in their places', () => {
    for (let i = 0; i < 2_000; i += 1) {
      expect(uuidV7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('begins with the time, so that later ids sort behind earlier ones', () => {
    expect(uuidV7(0x0190_a1b2_c3d4).startsWith('0190a1b2-c3d4-7')).toBe(true);
    expect(uuidV7(1_700_000_000_000) < uuidV7(1_700_000_000_001)).toBe(true);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 20_000 }, () => uuidV7(1))).size).toBe(20_000);
  });
});
