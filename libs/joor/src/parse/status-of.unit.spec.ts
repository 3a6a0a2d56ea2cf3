import { ORDER_STATUSES } from '@joor-bridge/contracts';
import { statusOf } from './status-of.js';

test.each([
  ['0', 'cancelled'],
  ['1', 'in_progress'],
  ['3', 'pending'],
  ['4', 'approved'],
  ['5', 'shipped'],
  ['6', 'notes'],
  ['Approved', 'approved'],
  ['IN PROGRESS', 'in_progress'],
  ['In-Progress', 'in_progress'],
  ['Canceled', 'cancelled'],
  ['Returned', 'returned'],
])('%s is %s', (text, status) => {
  expect(statusOf(text)).toBe(status);
});

test.each(['2', '7', '8', '-1', '4.0', 'constructor', 'approved & shipped'])('%s is unknown', (text) => {
  expect(statusOf(text)).toBeNull();
});

test('every status of ours can be read by its name', () => {
  expect(ORDER_STATUSES.map((status) => statusOf(status))).toEqual([...ORDER_STATUSES]);
});
