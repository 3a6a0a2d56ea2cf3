import fc from 'fast-check';
import { upc } from './upc.js';

/** The GS1 rule the other way round: with the check digit, the weighted sum is a multiple of ten. */
const weighted = (digits: string) =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);

describe('upc', () => {
  it.each([
    ['03600029145', '036000291452'],
    ['01234567890', '012345678905'],
    ['00000000000', '000000000000'],
  ])('completes %s to %s', (eleven, whole) => {
    expect(upc(eleven)).toBe(whole);
  });

  it('always makes twelve digits whose check holds', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11}$/), (eleven) => {
        const whole = upc(eleven);
        expect(whole).toHaveLength(12);
        expect(whole.startsWith(eleven)).toBe(true);
        expect(weighted(whole) % 10).toBe(0);
      }),
    );
  });

  it.each(['', '123', '123456789012', '1234567890a'])('refuses "%s"', (text) => {
    expect(() => upc(text)).toThrow('eleven digits');
  });
});
