import { RequestBook } from './request-book.js';

describe('RequestBook', () => {
  it('counts by status, route and account', () => {
    const book = new RequestBook();
    book.count('joor', 'GET /v2/order/', 200, 'demo');
    book.count('joor', 'GET /v2/order/', 401, undefined);
    book.count('joor', 'GET other', 'reset', 'demo');
    expect(book.of('joor')).toEqual({
      total: 3,
      byStatus: { 200: 1, 401: 1, reset: 1 },
      byAccount: { demo: 2 },
      byRoute: { 'GET /v2/order/': 2, 'GET other': 1 },
    });
  });

  it('knows 0 of what was never asked', () => {
    expect(new RequestBook().of('joor-production').total).toBe(0);
  });

  it('shows all targets by name, and forgets when told', () => {
    const book = new RequestBook();
    book.count('b', 'r', 200, undefined);
    book.count('a', 'r', 200, undefined);
    expect(Object.keys(book.all())).toEqual(['a', 'b']);
    book.clear();
    expect(book.all()).toEqual({});
  });
});
