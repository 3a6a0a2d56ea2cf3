import { WMS_SYSTEMS } from '@joor-bridge/contracts';
import { connectors } from './catalogue.js';

it('has a connector for every system that a connection can name', () => {
  expect(Object.keys(connectors).sort()).toEqual([...WMS_SYSTEMS].sort());
});

describe.each(Object.entries(connectors))('%s', (system, connector) => {
  it('is filed under its own name', () => expect(connector.system).toBe(system));

  it('describes every option, for the form and the reference', () => {
    for (const [name, schema] of Object.entries(connector.options.properties)) {
      expect([name, schema.description]).toEqual([name, expect.stringMatching(/\.$/)]);
    }
  });

  it('has a default for every option that is not required', () => {
    for (const [name, schema] of Object.entries(connector.options.properties)) {
      if (name !== 'salesChannelId') expect([name, schema.default]).toEqual([name, expect.anything()]);
    }
  });

  it('can resolve a doubt', () => {
    const { idempotencyKey, lookUp } = connector.capabilities(
      system === 'skubana' ? { salesChannelId: 1 } : {},
    );
    expect(idempotencyKey || lookUp).toBe(true);
  });
});
