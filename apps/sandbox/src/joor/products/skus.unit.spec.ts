import { DRESS, errorOf, v4Stage } from '../../testing/v4-stage.js';
import { createSku, fullSku, updateSku, updateSkuByExternalId } from './skus.js';

const color = (code: string, more = {}) => ({ trait_name: 'Color', value: code, external_id: code, ...more });
const size = (value: string, more = {}) => ({ trait_name: 'Size', value, ...more });
const sku = (code: string, value: string, more = {}) => ({
  product_id: DRESS.id,
  trait_values: [color(code), size(value)],
  ...more,
});
const create = (record: object, stage = v4Stage()) => stage.post('skus', createSku, [record]);

describe('createSku', () => {
  it('keeps a SKU and answers as JOOR does', () => {
    const stage = v4Stage();
    const answer = create(sku('RED', 'L', { external_id: 'X', sku_identifier: 'Y' }), stage);
    expect(answer).toEqual({
      data: [
        {
          id: expect.any(String),
          external_id: 'X',
          sku_identifier: 'Y',
          trait_values: [
            { trait_name: 'Size', value: 'L', order_minimum: 0 },
            { trait_name: 'Color', value: 'RED', order_minimum: 0 },
          ],
        },
      ],
    });
    const id = String(answer.data[0]?.id);
    expect(Buffer.from(id, 'base64').toString()).toMatch(/^0\|\d+\|\d+$/);
    expect(stage.catalogue.skus.get(id)?.productId).toBe('140001');
  });

  it('uses the colours and sizes that the product has', () => {
    const stage = v4Stage();
    create(sku('BLK', 'L'), stage);
    create(sku('RED', 'S'), stage);
    expect(stage.catalogue.colorsOf('140001')).toHaveLength(3);
    expect(stage.catalogue.sizesOf('140001')).toHaveLength(3);
  });

  it('takes traits by their documented ids', () => {
    const traits = [
      { trait_id: 'U0tVVHJhaXQ6U3R5bGVDb2xvcg==', value: 'Red', external_id: 'RED' },
      { trait_id: 'U0tVVHJhaXQ6U2l6ZQ==', value: 'S', external_id: 'S' },
    ];
    expect(errorOf(create({ product_id: '140001', trait_values: traits }))).toBe('');
  });

  it('holds sizes apart by letter case', () => {
    const stage = v4Stage();
    expect(errorOf(create(sku('BLK', 's'), stage))).toBe('');
    expect(stage.catalogue.sizesOf('140001').map(({ name }) => name)).toEqual(['S', 'M', 's']);
  });

  it.each([
    [{ trait_values: [color('A'), size('S')] }, 'product_id is required'],
    [sku('A', 'S', { product_id: '1' }), 'NOT_FOUND Product 1 not found'],
    [{ product_id: DRESS.id }, 'trait_values is required'],
    [sku('A', 'S', { trait_values: [color('A')] }), 'must hold both Color and Size'],
    [sku('A', 'S', { trait_values: [size('S')] }), 'must hold both Color and Size'],
    [sku('A', 'S', { trait_values: [color('A'), color('B'), size('S')] }), 'Color and Size only once'],
    [sku('A', 'S', { trait_values: [{ trait_name: 'Color', value: 'A' }, size('S')] }), 'required for Color'],
    [sku('A', 'S', { trait_values: [color(''), size('S')] }), 'value is required'],
    [sku('A', 'S', { trait_values: [color('A'), { trait_name: 'Size', value: '' }] }), 'value is required'],
    [sku('A', 'S', { trait_values: [color('A'), { value: 'S' }] }), 'needs trait_id or trait_name'],
    [
      sku('A', 'S', { trait_values: [color('A'), { trait_name: 'size', value: 'S' }] }),
      'Trait size not found',
    ],
    [sku('A', 'S', { trait_values: [color('A', { value: 'x'.repeat(101) }), size('S')] }), 'longer than 100'],
    [
      sku('A', 'S', { trait_values: [color('A'), size('S', { external_id: 'x'.repeat(26) })] }),
      'longer than 25',
    ],
    [sku('A', 'S', { trait_values: [color('A', { status: 'OFF' }), size('S')] }), 'one of ACTIVE, INACTIVE'],
    [sku('A', 'S', { identifiers: [{ type: 'isbn', value: '1' }] }), 'one of upc, gtin, ean, mpn'],
    [sku('A', 'S', { identifiers: [{ value: '1' }] }), 'identifiers.type is required'],
    [sku('A', 'S', { identifier: 'x' }), 'Unknown field: identifier'],
  ])('refuses %j', (record, message) => {
    const stage = v4Stage();
    expect(errorOf(create(record, stage))).toContain(message);
    expect(stage.catalogue.skus.size).toBe(4);
  });

  it('answers DUPLICATED with the sku_id for the same colour and size, or the same external id', () => {
    const stage = v4Stage();
    const id = stage.skuId('DRS-1-BLK-S');
    for (const record of [sku('BLK', 'S'), sku('RED', 'S', { external_id: 'DRS-1-BLK-S' })]) {
      expect(create(record, stage)).toMatchObject({
        data: [],
        errors: [{ status: 'DUPLICATED', details: { productId: DRESS.id, sku_id: id } }],
      });
    }
    expect(stage.catalogue.skus.size).toBe(4);
  });

  it('keeps the sku_id to itself when told so', () => {
    const answer = create(sku('BLK', 'S'), v4Stage({ duplicateIds: 'never' }));
    expect(answer.errors?.[0]?.details).not.toHaveProperty('sku_id');
  });

  it('makes a second SKU of the same colour and size where it is told to', () => {
    const stage = v4Stage({ doubling: ['skus'] });
    expect(errorOf(create(sku('BLK', 'S'), stage))).toBe('');
    expect(stage.catalogue.skus.size).toBe(5);
  });

  it('finds the SKU by its UPC', () => {
    const stage = v4Stage();
    create(sku('RED', 'S', { identifiers: [{ type: 'upc', value: '42' }] }), stage);
    expect(stage.catalogue.withUpc('42')).toHaveLength(1);
  });
});

describe('updateSku', () => {
  const update = (record: object, stage = v4Stage()) => stage.post('skus', updateSku, [record]);

  it('changes what is given and keeps the rest', () => {
    const stage = v4Stage();
    const id = stage.skuId('DRS-1-BLK-S');
    expect(errorOf(update({ id, identifiers: [{ type: 'upc', value: '9' }] }, stage))).toBe('');
    expect(stage.catalogue.skus.get(id)).toMatchObject({
      externalId: 'DRS-1-BLK-S',
      identifiers: [{ type: 'upc', value: '9' }],
    });
    expect(stage.catalogue.withUpc('600000000001')).toEqual([]);
  });

  it('renames a colour for all its SKUs', () => {
    const stage = v4Stage();
    const id = stage.skuId('DRS-1-BLK-S');
    update({ id, trait_values: [color('BLK', { value: 'Jet' }), size('S')] }, stage);
    expect(stage.catalogue.skus.find('DRS-1-BLK-M')?.color.name).toBe('Jet');
  });

  it('is done by external id too', () => {
    const stage = v4Stage();
    const record = { external_id: 'DRS-1-BLK-S', sku_identifier: 'n' };
    expect(errorOf(stage.post('skus', updateSkuByExternalId, [record]))).toBe('');
    expect(stage.catalogue.skus.find('DRS-1-BLK-S')?.identifier).toBe('n');
    expect(errorOf(stage.post('skus', updateSkuByExternalId, [{ external_id: 'no' }]))).toBe(
      'NOT_FOUND SKU no not found',
    );
  });

  it.each([
    [{ external_id: 'DRS-1-BLK-S' }, 'VALIDATION_ERROR id is required'],
    [{ id: 'zz' }, 'NOT_FOUND SKU zz not found'],
  ])('refuses %j', (record, message) => {
    expect(errorOf(update(record))).toBe(message);
  });

  it('refuses another product, colour, size, or the external id of another SKU', () => {
    const stage = v4Stage();
    const id = stage.skuId('DRS-1-BLK-S');
    const refused = (record: object) => errorOf(update({ id, ...record }, stage));
    expect(refused({ product_id: '1' })).toContain('belongs to another product');
    expect(refused({ trait_values: [color('NVY'), size('S')] })).toContain('another colour or size');
    expect(refused({ trait_values: [color('BLK'), size('s')] })).toContain('another colour or size');
    expect(refused({ external_id: 'DRS-1-BLK-M' })).toContain('DUPLICATED');
  });

  it('shows what it has, as GET does', () => {
    const stage = v4Stage();
    const record = stage.catalogue.skus.find('DRS-1-BLK-S');
    expect(record && fullSku(stage.callOf(), record)).toEqual({
      id: record?.id,
      product: { id: '140001' },
      external_id: 'DRS-1-BLK-S',
      sku_identifier: 'DRS-1-BLK-S',
      trait_values: [
        {
          trait: { id: 'U0tVVHJhaXQ6U3R5bGVDb2xvcg==', name: 'Color', type: 'sku' },
          value: 'Black',
          external_id: 'BLK',
          order_minimum: 0,
          status: 'ACTIVE',
        },
        expect.objectContaining({ value: 'S', external_id: 'S' }),
      ],
      identifiers: [{ type: 'upc', value: '600000000001' }],
    });
  });
});
