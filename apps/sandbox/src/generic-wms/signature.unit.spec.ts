import { Webhook } from 'standardwebhooks';
import type { Call } from '../http/exchange.js';
import { DEMO_SIGNING_SECRET } from './instance-settings.js';
import { signatureFault } from './signature.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const BODY = '{"externalId":"a","note":"Écru"}';

/** Signed by the reference implementation of Standard Webhooks. */
const signed = (
  change: Partial<Record<string, string>> = {},
  at = NOW,
  secret = DEMO_SIGNING_SECRET,
): Call => ({
  method: 'POST',
  path: '/wms/demo/orders',
  query: new URLSearchParams(),
  headers: {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', new Date(at), BODY),
    ...change,
  },
  body: BODY,
});
const fault = (call: Call) => signatureFault(call, DEMO_SIGNING_SECRET, NOW);

describe('signatureFault', () => {
  it('finds none in what the reference implementation signs', () => {
    expect(fault(signed())).toBeNull();
  });

  it('takes any good signature of several, as during a rotation of the secret', () => {
    const good = signed().headers['webhook-signature'] as string;
    expect(fault(signed({ 'webhook-signature': `v1,AAAA v1a,xyz ${good}` }))).toBeNull();
  });

  it('takes no other version than v1', () => {
    const good = signed().headers['webhook-signature'] as string;
    expect(fault(signed({ 'webhook-signature': good.replace('v1,', 'v1a,') }))).toContain('no signature');
  });

  it('refuses another body', () => {
    expect(fault({ ...signed(), body: BODY.replace('a', 'b') })).toContain('no signature');
  });

  it('refuses another secret', () => {
    expect(fault(signed({}, NOW, `whsec_${Buffer.alloc(24, 7).toString('base64')}`))).toContain(
      'no signature',
    );
  });

  it('refuses another id than the signed one', () => {
    expect(fault(signed({ 'webhook-id': 'msg_2' }))).toContain('no signature');
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('wants %s', (name) => {
    const call = signed();
    const { [name]: _, ...headers } = call.headers;
    expect(fault({ ...call, headers })).toContain('are needed');
  });

  it.each([-301_000, 301_000])('refuses a timestamp %d ms off', (off) => {
    expect(fault(signed({}, NOW + off))).toContain('five minutes');
  });

  it.each([-299_000, 299_000])('takes a timestamp %d ms off', (off) => {
    expect(fault(signed({}, NOW + off))).toBeNull();
  });

  it('refuses a timestamp that is no number', () => {
    expect(fault(signed({ 'webhook-timestamp': 'now' }))).toContain('five minutes');
  });
});
