import { type JsonObject, messageOf, messageOfPart, readJson, readText } from './json-body.js';

const asItIs = (text: string) => text;
/** `{"error":{"error":…{"message":"deep"}}}` with so many objects, as text. */
const nested = (objects: number, open = '{"error":', close = '}') =>
  `${open.repeat(objects - 1)}{"message":"deep"}${close.repeat(objects - 1)}`;

it.each([
  ['{"message":"no stock"}', 'no stock'],
  ['{"title":"Bad","detail":"shipTo is missing"}', 'shipTo is missing'],
  ['{"error":{"code":7,"message":"nested"}}', 'nested'],
  ['{"errors":[{"message":"one"},"two",{"n":[]}]}', 'one; two'],
  ['{"code":7}', '{"code":7}'],
  ['Bad Gateway', 'Bad Gateway'],
  ['  ', 'no explanation given'],
  ['', 'no explanation given'],
])('%p says %p', (body, message) => expect(messageOf(body, asItIs)).toBe(message));

it('keeps a message short', () => expect(messageOf('x'.repeat(9_000), asItIs)).toHaveLength(500));

it.each([
  [7, '7'],
  [' 7 ', '7'],
  ['', null],
  [' ', null],
  [null, null],
  [Number.NaN, null],
  [{}, null],
  [true, null],
])('%p reads as %p', (value, text) => expect(readText(value)).toBe(text));

it('gives undefined for what is not JSON', () => expect(readJson('{"cut')).toBeUndefined());

describe('an answer that is nested', () => {
  it('is looked into 8 objects deep', () => {
    expect(messageOf(nested(8), asItIs)).toBe('deep');
    expect(messageOf(nested(9), asItIs)).toBe(nested(9));
  });

  it.each([
    ['{"error":', '}'],
    ['{"errors":[', ']}'],
  ])(
    'millions of characters deep in %s is answered with its beginning, and not with a crash',
    (open, close) => {
      const body = nested(300_000, open, close);
      expect(messageOf(body, asItIs)).toBe(body.slice(0, 500));
      expect(messageOfPart(readJson(body) as JsonObject, asItIs)).toBe('no explanation given');
    },
  );
});

describe('what is taken out', () => {
  const clean = (text: string) => text.replaceAll('sesame', '***');

  it('is taken out of the message and of the beginning', () => {
    expect(messageOf('{"message":"no sesame"}', clean)).toBe('no ***');
    expect(messageOf('no sesame', clean)).toBe('no ***');
    expect(messageOfPart({ message: 'no sesame' }, clean)).toBe('no ***');
    expect(messageOfPart({ code: 'no sesame' }, clean)).toBe('{"code":"no ***"}');
  });

  it('is taken out before the message is cut', () => {
    expect(messageOf(`${'x'.repeat(497)}sesame`, clean)).toBe(`${'x'.repeat(497)}***`);
  });
});
