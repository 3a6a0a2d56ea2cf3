import { plainText } from './plain-text.js';

test.each([
  ['Ship <b>complete</b><br/>no substitutes', 'Ship complete\nno substitutes'],
  ['<p>First</p><p style="color: red">Second</p>', 'First\nSecond'],
  ['Smith &amp; Sons &lt;3 &quot;quality&quot;', 'Smith & Sons <3 "quality"'],
  ['sizes 3 < 4 and 5 > 2', 'sizes 3 < 4 and 5 > 2'],
  ['&amp;lt; is written so', '&lt; is written so'],
  ['nothing to do', 'nothing to do'],
])('%s becomes %s', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});
