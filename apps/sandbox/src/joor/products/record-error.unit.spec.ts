import { echo } from './record-error.js';

describe('echo', () => {
  it('writes some keys as the samples do', () => {
    const collection = { name: 'One', external_id: '1', season_id: '4', items: [] };
    expect(echo('collections', collection)).toEqual({
      name: 'One',
      externalId: '1',
      seasonId: '4',
      items: [],
    });
    expect(echo('seasons', { name: 'S', external_id: 'S3', year: 1 })).toEqual({
      name: 'S',
      code: 'S3',
      year: 1,
    });
    expect(echo('prices', { sku_id: 'x', price_type_id: '22' })).toEqual({
      sku_id: 'x',
      price_type_id: '22',
    });
  });

  it.each(['text', null, 7, ['a']])('has nothing of %j', (given) => {
    expect(echo('products', given)).toEqual({});
  });
});
