import fc from 'fast-check';
import { namesByRequest } from './names-by-request.js';

test('few names are one request, each once', () => {
  expect(namesByRequest(['a', 'b', 'a'], 200)).toEqual([['a', 'b']]);
});

test('blank ones and those with a comma are not asked for', () => {
  expect(namesByRequest(['', ' ', 'a,b', 'c'], 200)).toEqual([['c']]);
  expect(namesByRequest(['a,b'], 200)).toEqual([]);
});

test('as many as are allowed', () => {
  expect(namesByRequest(['a', 'b', 'c'], 2)).toEqual([['a', 'b'], ['c']]);
});

test('long names take more requests, each within what servers take', () => {
  const names = Array.from({ length: 100 }, (_, index) => `${index}/${'x'.repeat(100)}`);
  const requests = namesByRequest(names, 200);
  expect(requests.flat()).toEqual(names);
  expect(requests).toHaveLength(3);
  for (const some of requests) expect(encodeURIComponent(some.join(',')).length).toBeLessThanOrEqual(4_000);
});

test('all names are asked for, in addresses that servers take and as few as hold them', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter((text) => {
    return text.trim() !== '' && !text.includes(',');
  });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), (names) => {
      const requests = namesByRequest(names, 50);
      expect(requests.flat()).toEqual([...new Set(names)]);
      const lengths = requests.map((some) => new URLSearchParams({ ids: some.join(',') }).toString().length);
      for (const [index, length] of lengths.entries()) {
        // A single name may be longer than a request; one beside others may not make it so.
        if ((requests[index]?.length ?? 0) > 1) expect(length).toBeLessThan(6_000);
      }
    }),
  );
});
