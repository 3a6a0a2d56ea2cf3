import { Webhook } from 'standardwebhooks';
import { signature, signingKey } from '../generic/signature.js';
import { NotSigned, type SignedRequest, verifySigned } from './verify-signed.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw12';
const NOW = 1_795_535_380_000;
const body = Buffer.from('{"levels":[{"sku":"Écru"}]}');
const timestamp = String(NOW / 1000);
const signed = (part: Partial<SignedRequest> = {}): SignedRequest => ({
  secret: SECRET,
  id: 'msg_1',
  timestamp,
  signature: signature(signingKey(SECRET), 'msg_1', timestamp, body),
  body,
  now: NOW,
  ...part,
});
const other = 'whsec_c2FuZGJveC1kZW1vLXNpZ25pbmctc2VjcmV0LTAx';
const signedBy = (secret: string) => signature(signingKey(secret), 'msg_1', timestamp, body);

it.each<[string, Partial<SignedRequest>]>([
  ['the body as bytes', {}],
  ['the body as text', { body: body.toString() }],
  [
    'one signature of several',
    { signature: `v1,AAAA v1a,${'x'.repeat(44)} ${signedBy(other)} ${signedBy(SECRET)}` },
  ],
  ['a clock five minutes behind', { now: NOW - 300_000 }],
  ['a clock five minutes ahead', { now: NOW + 300_000 }],
])('lets %s pass', (_, part) => {
  expect(verifySigned(signed(part))).toBeUndefined();
});

it('takes what the reference library signs', () => {
  const text = body.toString();
  const signature = new Webhook(SECRET).sign('msg_1', new Date(NOW), text);
  expect(verifySigned(signed({ signature, body: text }))).toBeUndefined();
});

it.each<[string, Partial<SignedRequest>, RegExp]>([
  ['without an id', { id: undefined }, /needed/],
  ['without a timestamp', { timestamp: null }, /needed/],
  ['without a signature', { signature: undefined }, /needed/],
  ['with an id twice', { id: ['msg_1', 'msg_1'] }, /each once/],
  ['with another id', { id: 'msg_2' }, /fits/],
  ['with a changed body', { body: '{"levels":[]}' }, /fits/],
  ['with another timestamp', { timestamp: String(NOW / 1000 + 1) }, /fits/],
  ['of somebody else', { signature: signedBy(other) }, /fits/],
  ['of another version', { signature: signedBy(SECRET).replace('v1,', 'v2,') }, /fits/],
  ['with an empty signature', { signature: 'v1,' }, /fits/],
  ['with a cut signature', { signature: signedBy(SECRET).slice(0, 20) }, /fits/],
  ['that is too old', { now: NOW + 301_000 }, /five minutes/],
  ['that is too new', { now: NOW - 301_000 }, /five minutes/],
  ['with words for a timestamp', { timestamp: 'now' }, /seconds since 1970/],
  ['with no timestamp at all', { timestamp: 'NaN' }, /seconds since 1970/],
  ['where there is no secret', { secret: 'whsec_' }, /enter one/],
  ['where the secret is empty', { secret: '' }, /enter one/],
])('stops a request %s', (_, part, reason) => {
  expect(() => verifySigned(signed(part))).toThrow(NotSigned);
  expect(() => verifySigned(signed(part))).toThrow(reason);
});

it('never says the secret', () => {
  expect(() => verifySigned(signed({ body: '' }))).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining(SECRET.slice(6)) }),
  );
});
