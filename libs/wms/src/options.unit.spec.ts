import { GenericOptions } from './generic/options.js';
import { InvalidOptions, readOptions } from './options.js';
import { SkubanaOptions } from './skubana/options.js';

it('fills in what is not set', () => {
  expect(readOptions(GenericOptions, { concurrency: 3 })).toEqual({
    ordersPath: '/orders',
    ordersPerRequest: 1,
    concurrency: 3,
    requestsPerSecond: 0,
    duplicateProtection: 'idempotency-key',
    lookUpPath: '/orders/{externalId}',
    stock: 'none',
    stockPath: '/stock',
    stockPageSize: 1_000,
    products: 'none',
    productsPath: '/products',
    productsPageSize: 100,
    timeoutMs: 15_000,
  });
});

it.each([
  [{ ordersPath: 'orders' }, 'ordersPath'],
  [{ ordersPath: '/orders#there' }, 'ordersPath'],
  [{ ordersPerRequest: 101 }, 'ordersPerRequest'],
  [{ ordersPerRequest: 1.5 }, 'ordersPerRequest'],
  [{ concurrency: '8' }, 'concurrency'],
  [{ duplicateProtection: 'none' }, 'duplicateProtection'],
  [{ colour: 'red' }, 'colour'],
])('refuses %p, naming the option', (options, name) => {
  const reading = () => readOptions(GenericOptions, options);
  expect(reading).toThrow(InvalidOptions);
  expect(reading).toThrow(name);
});

it('says which required option is missing', () => {
  expect(() => readOptions(SkubanaOptions, {})).toThrow('salesChannelId');
});

it('does not change what it was given', () => {
  const given = Object.freeze({ concurrency: 3 });
  expect(() => readOptions(GenericOptions, given)).not.toThrow();
});
