import { errorOf, v4Stage } from '../../testing/v4-stage.js';
import { createPrice, updatePrice } from './prices.js';

const stageWithPrice = (settings = {}) => {
  const stage = v4Stage(settings);
  const price = { sku_id: stage.skuId('DRS-1-BLK-S'), price_type_id: '23', wholesale_value: '100.00' };
  const create = (more: object) => stage.post('prices', createPrice, [{ ...price, ...more }]);
  return { ...stage, price, create };
};

describe('createPrice', () => {
  it('keeps a price and answers as JOOR does', () => {
    const { create, price } = stageWithPrice();
    expect(create({ retail_value: '200.00' })).toEqual({
      data: [
        {
          id: expect.stringMatching(/^\d+$/),
          sku_id: price.sku_id,
          price_type: { id: '23', name: 'Euro', currency_code: 'EUR', retail_currency_code: 'EUR' },
          wholesale_value: '100.00',
          retail_value: '200.00',
        },
      ],
    });
  });

  it('needs no retail price', () => {
    expect(stageWithPrice().create({}).data).toMatchObject([{ retail_value: null }]);
  });

  it.each([
    [{ wholesale_value: '0.00' }, 'wholesale_value must be greater than 0'],
    [{ wholesale_value: undefined }, 'wholesale_value is required'],
    [{ wholesale_value: 100 }, 'wholesale_value must be a string'],
    [{ wholesale_value: '100' }, 'must look like "100.00"'],
    [{ wholesale_value: '1.005' }, 'must look like "100.00"'],
    [{ wholesale_value: '-5.00' }, 'must look like "100.00"'],
    [{ wholesale_value: '1,000.00' }, 'must look like "100.00"'],
    [{ retail_value: 'free' }, 'retail_value must look like'],
    [{ sku_id: 'zz' }, 'NOT_FOUND SKU zz not found'],
    [{ sku_id: undefined }, 'sku_id is required'],
    [{ price_type_id: '99' }, 'NOT_FOUND Price type 99 not found'],
    [{ price_type_id: undefined }, 'price_type_id is required'],
    [{ currency: 'USD' }, 'Unknown field: currency'],
  ])('refuses %j', (more, message) => {
    const { create, catalogue } = stageWithPrice();
    expect(errorOf(create(more))).toContain(message);
    expect(catalogue.prices.size).toBe(4);
  });

  it('answers DUPLICATED with the sku_id where the SKU has a price of that type', () => {
    const { create, price, catalogue } = stageWithPrice();
    expect(create({ price_type_id: '22' })).toMatchObject({
      errors: [{ status: 'DUPLICATED', details: { sku_id: price.sku_id, price_type_id: '22' } }],
    });
    expect(catalogue.prices.size).toBe(4);
  });

  it('names the price that is there when told so', () => {
    const { create, catalogue, price } = stageWithPrice({ duplicateIds: 'always' });
    const [known] = catalogue.prices.of(price.sku_id);
    expect(create({ price_type_id: '22' }).errors?.[0]?.details).toMatchObject({ price_id: known?.id });
  });

  it('makes a second price where it is told to', () => {
    const { create, catalogue } = stageWithPrice({ doubling: ['prices'] });
    create({ price_type_id: '22' });
    expect(catalogue.prices.size).toBe(5);
  });
});

describe('updatePrice', () => {
  it('changes the wholesale price and keeps the retail price', () => {
    const { post, catalogue, price } = stageWithPrice();
    const [known] = catalogue.prices.of(price.sku_id);
    const answer = post('prices', updatePrice, [{ id: known?.id, wholesale_value: '60.00' }]);
    expect(answer.data).toMatchObject([{ wholesale_value: '60.00', retail_value: '110.90' }]);
  });

  it.each([
    [{ wholesale_value: '1.00' }, 'id is required'],
    [{ id: '1', wholesale_value: '1.00' }, 'NOT_FOUND Price 1 not found'],
    [{ id: '1', wholesale_value: '1.00', sku_id: 'x' }, 'Unknown field: sku_id'],
  ])('refuses %j', (record, message) => {
    expect(errorOf(v4Stage().post('prices', updatePrice, [record]))).toContain(message);
  });

  it.each([[{}], [{ wholesale_value: '0.00' }]])('refuses no price, and 0.00: %j', (more) => {
    const { post, catalogue, price } = stageWithPrice();
    const [known] = catalogue.prices.of(price.sku_id);
    expect(errorOf(post('prices', updatePrice, [{ id: known?.id, ...more }]))).toContain('wholesale_value');
    expect(known?.wholesale).toBe('50.00');
  });
});
