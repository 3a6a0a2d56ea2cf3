import type { Capabilities } from '../connector.js';
import { rehearse } from './rehearsal.js';
import type { Subject } from './stage.js';

const NOT_YET: readonly (keyof Capabilities)[] = ['amend', 'cancel', 'shipments'];

/** Says in the report what the connector does not do, instead of leaving it out in silence. */
export function capabilities(subject: Subject): void {
  const declared = subject.connector.capabilities(subject.options);
  for (const capability of NOT_YET) {
    it(`declares ${capability}: no`, () => expect(declared[capability]).toBe(false));
  }

  it(`is read here for stock and products: ${subject.pulls}`, () =>
    rehearse(subject, async ({ wms }) => {
      expect([wms.stock !== undefined, wms.products !== undefined]).toEqual([subject.pulls, subject.pulls]);
      if (subject.pulls) expect([declared.stock, declared.productDetails]).toEqual([true, true]);
    }));

  it('has a production and a sandbox address of its own, or leaves both to the connection', () => {
    const { production, sandbox } = subject.connector.defaultUrls;
    expect(sandbox !== null).toBe(declared.sandbox);
    for (const url of [production, sandbox]) if (url !== null) expect(new URL(url).protocol).toBe('https:');
  });

  it('paces itself within sense', () => {
    const { concurrency, perSecond, batch } = subject.connector.pace(subject.options);
    expect(concurrency).toBeGreaterThanOrEqual(1);
    expect(batch).toBeGreaterThanOrEqual(1);
    if (perSecond !== null) expect(perSecond).toBeGreaterThan(0);
  });
}
