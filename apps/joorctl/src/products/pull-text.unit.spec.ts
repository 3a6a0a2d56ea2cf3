import { PRODUCT_PULLS } from '../testing/product-answers.js';
import { pullsText } from './pull-text.js';

it('is each reading, and what could not be read', () => {
  expect(pullsText(PRODUCT_PULLS).split('\n')).toEqual([
    'Readings',
    expect.stringMatching(/^BEGAN +ENDED +WHAT +OUTCOME +PAGES +READ +CHANGED +UNLISTED +REFUSED +REASON$/),
    expect.stringMatching(/^2026-11-24T14:00:00\.000Z +- +all +running +1 +20 +2 +0 +1$/),
    expect.stringMatching(
      /^2026-11-24T13:00:00\.000Z +\S+ +changed since 2026-11-24T12:00:00\.000Z +failed +0 .* The WMS answered 503$/,
    ),
    '',
    'Could not be read',
    expect.stringMatching(/^STYLE +SEEN +BY +REASON$/),
    '-      2026-11-24T14:00:01.000Z  pull  seasonYear must be a year',
  ]);
});

it('shows what was pushed and could not be read although nothing is pulled', () => {
  const pushed = { style: 'A', reason: 'name is missing', source: 'push', seenAt: 'now' };
  const text = pullsText({ pulls: [], unreadable: [pushed] });
  expect(text).toMatch(/^The products were never read/);
  expect(text).toMatch(/\nA +now +push +name is missing$/);
});

it('says nothing of what is well', () => {
  expect(pullsText({ ...PRODUCT_PULLS, unreadable: [] })).not.toContain('Could not be read');
});
