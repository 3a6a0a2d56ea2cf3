import { Spending } from './spending.js';

describe('Spending', () => {
  it('counts requests and credits by route, and calls that were sent away', () => {
    const spending = new Spending();
    spending.took('GET /v2/style', 1);
    spending.took('POST /v2/bulk-inventory', 5);
    spending.took('POST /v2/bulk-inventory', 5);
    spending.refused('POST /v2/bulk-inventory');
    expect(spending.totals()).toEqual({
      requests: 3,
      credits: 11,
      throttled: 1,
      byRoute: {
        'GET /v2/style': { requests: 1, credits: 1, throttled: 0 },
        'POST /v2/bulk-inventory': { requests: 2, credits: 10, throttled: 1 },
      },
      records: {},
    });
  });

  it('counts records by kind, and forgets', () => {
    const spending = new Spending();
    spending.records('skus', 3, 1);
    spending.records('skus', 2, 0);
    expect(spending.totals().records).toEqual({ skus: { accepted: 5, refused: 1 } });
    spending.clear();
    expect(spending.totals()).toEqual({ requests: 0, credits: 0, throttled: 0, byRoute: {}, records: {} });
  });

  it('hands out figures that later calls do not change', () => {
    const spending = new Spending();
    spending.took('x', 1);
    const { byRoute } = spending.totals();
    spending.took('x', 1);
    expect(byRoute.x?.requests).toBe(1);
  });
});
