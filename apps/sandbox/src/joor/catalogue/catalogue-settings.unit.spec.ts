import { CATALOGUE_DEFAULTS, readCatalogueSettings } from './catalogue-settings.js';

const read = (value: unknown, base = CATALOGUE_DEFAULTS) => readCatalogueSettings(value, base);

describe('readCatalogueSettings', () => {
  it('changes what is named and keeps the rest', () => {
    expect(read({ numericIds: true, doubling: ['skus'] })).toEqual({
      ...CATALOGUE_DEFAULTS,
      numericIds: true,
      doubling: ['skus'],
    });
  });

  it.each(['bulkLimit', 'pageSize', 'pageCap'] as const)('sets and lifts %s', (name) => {
    const limited = read({ [name]: 5 });
    expect(limited[name]).toBe(5);
    expect(read({}, limited)[name]).toBe(5);
    expect(read({ [name]: null }, limited)[name]).toBeNull();
  });

  it('sets and lifts the text that refuses a record', () => {
    const refusing = read({ refuseContaining: 'DRS' });
    expect(refusing.refuseContaining).toBe('DRS');
    expect(read({ refuseContaining: null }, refusing).refuseContaining).toBeNull();
  });

  it.each([
    [{ doubling: ['images'] }, 'doubling names some of products, skus'],
    [{ unknownFields: 'never' }, 'one of record, request'],
    [{ refuseShare: 2 }, 'from 0 to 1'],
    [{ bulkLimit: 0 }, 'from 1'],
    [{ collectionItems: 'add' }, 'one of replace, merge'],
    [{ limit: 1 }, 'unknown limit'],
  ])('refuses %j', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
