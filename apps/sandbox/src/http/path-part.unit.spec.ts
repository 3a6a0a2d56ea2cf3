import fc from 'fast-check';
import { readPathPart } from './path-part.js';

describe('readPathPart', () => {
  it.each(['%zz', '%', 'a%2', '%E0%A4%A', '%ff'])('cannot read %s', (text) => {
    expect(readPathPart(text)).toBeNull();
  });

  it('reads everything that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readPathPart(encodeURIComponent(text))).toBe(text);
      }),
    );
  });
});
