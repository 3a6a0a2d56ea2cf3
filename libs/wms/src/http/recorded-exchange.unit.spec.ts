import { maskedHeaders, withoutSecrets } from './mask.js';
import { RECORDED_REQUEST, RECORDED_RESPONSE, RecordedExchange } from './recorded-exchange.js';

const exchangeOf = (body: string | null, received = '') => {
  const call = { method: 'POST' as const, path: '/orders', headers: ['X-Key', 'abc sesame'], body };
  const exchange = new RecordedExchange(call, 'https://wms.example', ['sesame', 'whsec_x', '']);
  exchange.received = received;
  return exchange;
};

it('cuts long bodies', () => {
  const exchange = exchangeOf('r'.repeat(20_000), 'a'.repeat(20_000));
  expect(exchange.requestBody).toHaveLength(RECORDED_REQUEST);
  expect(exchange.responseBody).toHaveLength(RECORDED_RESPONSE);
});

it('masks a secret wherever it stands, an echoed one included', () => {
  const exchange = exchangeOf('{"token":"sesame"}', '{"you sent":"Bearer sesame","key":"whsec_x"}');
  expect(exchange.requestHeaders).toEqual({ 'x-key': 'abc ***' });
  expect(exchange.requestBody).toBe('{"token":"***"}');
  expect(exchange.responseBody).toBe('{"you sent":"Bearer ***","key":"***"}');
  expect(JSON.stringify(exchange)).not.toMatch(/sesame|whsec_x/);
});

it('masks a secret that the cut would have left in part', () => {
  const exchange = exchangeOf(null, `${'a'.repeat(RECORDED_RESPONSE - 3)}sesame`);
  expect(exchange.responseBody).not.toContain('ses');
});

it('shows no body as an empty one', () => expect(exchangeOf(null).requestBody).toBe(''));

it('masks whole headers that carry credentials, whatever their case', () => {
  const flat = ['Authorization', 'Basic xyz', 'Cookie', 'a=b', 'Idempotency-Key', 'con_1:7'];
  expect(maskedHeaders(flat, [])).toEqual({
    authorization: '***',
    cookie: '***',
    'idempotency-key': 'con_1:7',
  });
});

it.each([
  ['as PHP writes it', 'a\\/b+c'],
  ['as .NET writes it', 'a/b\\u002Bc'],
  ['in codes', '\\u0061\\u002f\\u0062\\u002b\\u0063'],
  ['in an address', 'a%2Fb%2Bc'],
])('masks an echoed secret %s', (_, echoed) => {
  expect(withoutSecrets(`<${echoed}>`, ['a/b+c'])).toBe('<***>');
});

it('masks a secret that is full of signs, and takes none of them for a pattern', () => {
  const secret = '.*[a-z]"\\$&';
  expect(withoutSecrets(`${secret} ${JSON.stringify(secret)} \\ plain`, [secret])).toBe('*** "***" \\ plain');
});

it('leaves a text without secrets as it is', () => expect(withoutSecrets('plain', ['sesame'])).toBe('plain'));
