import { refusalReason } from './refusal-reason.js';

test.each([
  ['{"message":"name is required"}', 'name is required'],
  ['{"errors":[{"status":"VALIDATION_ERROR","message":"unknown field colour"}]}', 'unknown field colour'],
  ['{"response":{"code":4,"comment":"no such warehouse"}}', 'no such warehouse'],
  ['{"error":{"code":1},"detail":"too many records"}', 'too many records'],
  ['{"message":"two\\n  lines"}', 'two lines'],
])('%s says: %s', (body, reason) => {
  expect(refusalReason(body)).toBe(reason);
});

test.each([['<html>'], [''], ['null'], ['"text"'], ['[]'], ['{"echo":"the request"}'], ['{"message":"  "}']])(
  '%s says nothing',
  (body) => {
    expect(refusalReason(body)).toBe('');
  },
);

test('a long reason is cut', () => {
  expect(refusalReason(JSON.stringify({ message: 'x'.repeat(5_000) }))).toHaveLength(300);
});
