import { messageOf, readJson, readText } from './json-body.js';

it.each([
  ['{"message":"no stock"}', 'no stock'],
  ['{"title":"Bad","detail":"shipTo is missing"}', 'shipTo is missing'],
  ['{"error":{"code":7,"message":"nested"}}', 'nested'],
  ['{"errors":[{"message":"one"},"two",{"n":[]}]}', 'one; two'],
  ['{"code":7}', '{"code":7}'],
  ['Bad Gateway', 'Bad Gateway'],
  ['  ', 'no explanation given'],
  ['', 'no explanation given'],
])('%p says %p', (body, message) => expect(messageOf(body)).toBe(message));

it('keeps a message short', () => expect(messageOf('x'.repeat(9_000))).toHaveLength(500));

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
