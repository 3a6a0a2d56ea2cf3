import { OutboundHttp, ProblemException } from '@joor-bridge/service-kit';
import fc from 'fast-check';
import { DestinationRules } from './destination-rules.js';

const rules = new DestinationRules(
  new OutboundHttp([], { resolve: async () => [{ address: '93.184.216.34', family: 4 }] }),
);
const generic = { system: 'generic', url: 'https://wms.example.com', sandboxUrl: null, options: {} };
const skubana = { system: 'skubana', url: null, sandboxUrl: null, options: { salesChannelId: 7 } };

const errorsOf = async (value: unknown) => {
  try {
    await rules.read(value);
    return [];
  } catch (error) {
    if (error instanceof ProblemException) return error.problem.errors ?? [];
    throw error;
  }
};

describe('DestinationRules', () => {
  it('takes a destination as it was given, defaults left out', async () => {
    expect(await rules.read(generic)).toEqual(generic);
    expect(await rules.read(skubana)).toEqual(skubana);
    const full = { ...generic, sandboxUrl: 'https://sandbox.example.com', options: { concurrency: 4 } };
    expect(await rules.read(full)).toEqual(full);
  });

  it('names an option that the system needs and did not get', async () => {
    expect(await errorsOf({ ...skubana, options: {} })).toEqual([
      { field: 'destination.options.salesChannelId', message: 'is required' },
    ]);
  });

  it('names an option that does not go with another', async () => {
    const errors = await errorsOf({ ...generic, options: { ordersPerRequest: 5 } });
    expect(errors).toEqual([
      {
        field: 'destination.options.duplicateProtection',
        message: expect.stringMatching(
          /^must be "external-id", "look-up" or "both" with ordersPerRequest above 1/,
        ),
      },
    ]);
    const options = { ordersPerRequest: 5, duplicateProtection: 'external-id' };
    expect(await errorsOf({ ...generic, options })).toEqual([]);
  });

  it('names options and addresses at fault in one answer', async () => {
    const errors = await errorsOf({
      ...generic,
      url: 'https://127.0.0.1',
      sandboxUrl: 'ftp://wms.example.com',
      options: { concurrency: 'many', colour: 'red' },
    });
    expect(errors.map(({ field }) => field).sort()).toEqual([
      'destination.options.colour',
      'destination.options.concurrency',
      'destination.sandboxUrl',
      'destination.url',
    ]);
  });

  it('wants an address where the system has none of its own', async () => {
    const [error] = await errorsOf({ ...generic, url: null });
    expect(error?.field).toBe('destination.url');
    expect(error?.message).toMatch(/^is required: /);
  });

  it('refuses everything else by field, and throws nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            system: fc.constantFrom('generic', 'skubana', 'x'),
            url: fc.jsonValue(),
            sandboxUrl: fc.jsonValue(),
            options: fc.jsonValue(),
          }),
        ),
        async (value) => {
          for (const { field } of await errorsOf(value)) expect(field).toMatch(/^destination/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
