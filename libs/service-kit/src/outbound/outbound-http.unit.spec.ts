import type { LookupAddress } from 'node:dns';
import fc from 'fast-check';
import { parseAllowList } from './allow-list.js';
import type { Resolve } from './checked-lookup.js';
import { OutboundHttp } from './outbound-http.js';
import { OutboundRefused } from './outbound-refused.js';

const PUBLIC_V4: LookupAddress = { address: '93.184.216.34', family: 4 };
const PUBLIC_V6: LookupAddress = { address: '2606:2800:21f::1', family: 6 };
const resolvesTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const outbound = (allow = '', resolve: Resolve = async () => [PUBLIC_V4, PUBLIC_V6]) =>
  new OutboundHttp(parseAllowList(allow).entries, { resolve });

/** Hosts that stand for something inside, in every spelling that a URL parser takes. */
const FORBIDDEN_HOSTS = [
  ...['127.0.0.1', '127.1', '127.0.1', '0', '0.0.0.0', '0x7f.1', '0x7f000001', '017700000001', '2130706433'],
  ...['127.255.255.254', '0177.0.0.01', '0x7f.0x0.0x0.0x1', '127.0.0.1.', '１２７.０.０.１', '①②⑦.0.0.1'],
  ...['10.0.0.1', '10.255.255.255', '167772161', '0xa.1', '172.16.0.1', '172.31.255.255', '192.168.0.1'],
  ...['192.168.255.255', '0xc0a80001', '100.64.0.1', '100.127.255.254', '100.100.100.200', '169.254.169.254'],
  ...['169.254.0.1', '2852039166', '0xa9fea9fe', '192.0.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1'],
  ...['198.19.255.255', '198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
  ...['255.255.255.255', '192.88.99.1', '168.63.129.16', '0.1.2.3'],
  ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:a9fe:a9fe]'],
  ...['[::ffff:10.0.0.1]', '[::ffff:192.168.1.1]', '[::127.0.0.1]', '[::a00:1]', '[::ffff:0:127.0.0.1]'],
  ...['[fd00:ec2::254]', '[fc00::1]', '[fdff:ffff::1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[ff02::1]'],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::a00:1]',
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
  ],
  ...[
    '[2001::1]',
    '[2001:0:7f00:1::]',
    '[2001:db8::1]',
    '[2001:2::1]',
    '[2001:10::1]',
    '[100::1]',
    '[5f00::1]',
  ],
  ...['[3fff::1]', '[4000::1]', '[8000::1]', '[1::1]'],
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'ｌｏｃａｌｈｏｓｔ',
    'localhost.localdomain',
    'wms',
    'kafka',
  ],
  ...[
    'postgres',
    'metadata',
    'printer.local',
    'wms.internal',
    'metadata.google.internal',
    'a.intranet',
    'nas.lan',
  ],
  ...['router.home', 'x.home.arpa', 'dc.corp', 'db.private', 'abc.onion', 'example.com.', 'WMS.INTERNAL'],
];

const FORBIDDEN_URLS = [
  ...FORBIDDEN_HOSTS.map((host) => `https://${host}/orders`),
  ...[
    'file:///etc/passwd',
    'gopher://example.com/_x',
    'ftp://example.com/',
    'data:text/plain,x',
    'blob:https://a.b/c',
  ],
  ...[
    'javascript:alert(1)',
    'ws://example.com',
    'unix:/var/run/docker.sock',
    'http+unix://%2Fvar%2Frun/',
    'dict://a.b:1/',
  ],
  ...['http://example.com/', 'http://93.184.216.34/', 'http://[2606:2800:21f::1]/'],
  ...[
    'https://a@example.com/',
    'https://a:b@example.com/',
    'https://example.com@127.0.0.1/',
    'https://127.0.0.1@example.com/',
  ],
  ...[22, 25, 80, 110, 1433, 3306, 5432, 6379, 8080, 9092, 9200, 11211, 27017].map(
    (p) => `https://example.com:${p}/`,
  ),
  ...[22, 5432, 6379].map((p) => `https://93.184.216.34:${p}/`),
  ...[
    '',
    ' ',
    'orders',
    '//example.com',
    '/orders',
    'https://',
    'https:///',
    'https://exa mple.com/',
    'https://[::1',
    'https://%00/',
  ],
  ...[
    'https://256.256.256.256/',
    'https://1.2.3.4.5/',
    'https://[fe80::1%25eth0]/',
    'https://example.com\\@127.0.0.1:1/x',
  ],
];

describe('OutboundHttp', () => {
  it('has a set of at least 120 forbidden addresses', () => {
    expect(new Set(FORBIDDEN_URLS).size).toBeGreaterThanOrEqual(120);
  });

  it.each(FORBIDDEN_URLS)('refuses %j', async (url) => {
    await expect(outbound().check(url)).rejects.toBeInstanceOf(OutboundRefused);
  });

  it.each([
    'https://wms.example.com/orders',
    'https://wms.example.com:8443',
    'https://93.184.216.34',
    'https://bücher.example',
    'https://[2606:2800:21f::1]/',
  ])('lets %j pass', async (url) => {
    await expect(outbound().check(url)).resolves.toBeUndefined();
    expect(outbound().dispatcherFor(url, { connections: 1 })).toBeDefined();
  });

  it('refuses a literal forbidden address already when its pool is asked for', () => {
    for (const host of FORBIDDEN_HOSTS.filter((one) => /^[\d[]/.test(one))) {
      expect(() => outbound().dispatcherFor(`https://${host}/`, { connections: 1 })).toThrow(OutboundRefused);
    }
  });

  it('refuses a name with one public and one private address', async () => {
    const mixed = outbound('', resolvesTo('93.184.216.34', '10.0.0.7'));
    await expect(mixed.check('https://wms.example.com')).rejects.toThrow(
      'wms.example.com is not a public address',
    );
  });

  it('does not tell which inside address a name stands for', async () => {
    const inside = outbound('', resolvesTo('10.0.0.7'));
    await expect(inside.check('https://wms.example.com')).rejects.not.toThrow('10.0.0.7');
  });

  it.each(['::ffff:10.0.0.1', '64:ff9b::a00:1', 'fd00::1', '169.254.169.254', '0.0.0.0'])(
    'refuses a name that resolves to %s',
    async (address) => {
      await expect(outbound('', resolvesTo(address)).check('https://wms.example.com')).rejects.toThrow(
        OutboundRefused,
      );
    },
  );

  it('says when a name has no address', async () => {
    const failing = outbound('', async () => {
      throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' });
    });
    await expect(failing.check('https://wms.exmaple.com')).rejects.toThrow(
      'cannot be resolved. Check its spelling.',
    );
    await expect(outbound('', resolvesTo()).check('https://wms.example.com')).rejects.toThrow(
      'has no address',
    );
  });

  it('never lets a private IPv4 address pass, however it is written', async () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
      fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
    );
    const spelled = fc.tuple(
      inside,
      fc.constantFrom('dotted', 'hex', 'octal', 'number', 'mapped', 'nat64', '6to4'),
    );
    await fc.assert(
      fc.asyncProperty(spelled, async ([bytes, spelling]) => {
        await expect(outbound().check(`https://${spell(bytes, spelling)}/`)).rejects.toBeInstanceOf(
          OutboundRefused,
        );
      }),
      { numRuns: 500 },
    );
  });

  describe('what the operator allows', () => {
    it.each([
      ['127.0.0.0/8', 'http://127.0.0.1:4900/orders'],
      ['127.0.0.1', 'http://127.0.0.1:4900'],
      ['::1', 'http://[::1]:4900'],
      ['sandbox', 'http://sandbox:4900/wms'],
      ['localhost', 'http://localhost:4900'],
      ['10.0.0.0/8, wms.internal', 'https://wms.internal:8080'],
      ['fd00::/8', 'https://[fd00::7]:5000'],
    ])('%s opens %s', async (allow, url) => {
      await expect(outbound(allow, resolvesTo('10.9.9.9')).check(url)).resolves.toBeUndefined();
    });

    it.each([
      ['10.0.0.0/8', 'https://192.168.0.1'],
      ['sandbox', 'https://sandbox2:4900'],
      ['sandbox', 'https://sandbox.evil.internal'],
      ['sandbox', 'file://sandbox/etc/passwd'],
      ['sandbox', 'http://user@sandbox:4900'],
      ['10.0.0.0/8', 'http://93.184.216.34'],
      ['93.184.216.34', 'https://10.0.0.1'],
    ])('%s does not open %s', async (allow, url) => {
      await expect(outbound(allow, resolvesTo('192.168.1.1')).check(url)).rejects.toBeInstanceOf(
        OutboundRefused,
      );
    });

    it('holds for a name whose address is in an allowed range, http included', async () => {
      const inside = outbound('10.0.0.0/8', resolvesTo('10.1.2.3'));
      await expect(inside.check('http://wms.example.com:8080')).resolves.toBeUndefined();
      await expect(outbound('10.0.0.0/8').check('http://wms.example.com:8080')).rejects.toThrow('Only https');
    });

    it('names what it cannot read', () => {
      expect(parseAllowList('10.0.0.0/33, 1.2.3, ok-host, http://x, 10.0.0.0/8')).toMatchObject({
        entries: [{ host: 'ok-host' }, { kind: 'range' }],
        faults: [
          'holds "10.0.0.0/33", which is no address, CIDR range or host name',
          'holds "1.2.3", which is no address, CIDR range or host name',
          'holds "http://x", which is no address, CIDR range or host name',
        ],
      });
    });
  });

  it('gives the same pool for the same origin, limit and owner, and another for another', () => {
    const out = outbound();
    const pool = out.dispatcherFor('https://wms.example.com/a', { connections: 4 });
    expect(out.dispatcherFor('https://wms.example.com/b?c', { connections: 4 })).toBe(pool);
    expect(out.dispatcherFor('https://wms.example.com/a', { connections: 5 })).not.toBe(pool);
    expect(out.dispatcherFor('https://wms.example.com/a', { connections: 4, owner: 'con_1' })).not.toBe(pool);
    expect(out.dispatcherFor('https://wms.example.com:8443', { connections: 4 })).not.toBe(pool);
  });
});

function spell(bytes: readonly number[], spelling: string): string {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const groups = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
  switch (spelling) {
    case 'hex':
      return `0x${hex.join('')}`;
    case 'octal':
      return bytes.map((byte) => `0${byte.toString(8)}`).join('.');
    case 'number':
      return String(Number.parseInt(hex.join(''), 16));
    case 'mapped':
      return `[::ffff:${groups}]`;
    case 'nat64':
      return `[64:ff9b::${groups}]`;
    case '6to4':
      return `[2002:${groups}::1]`;
    default:
      return bytes.join('.');
  }
}
