import { DRESS, errorOf, NOW, v4Stage } from '../../testing/v4-stage.js';
import { createProduct, fullProduct, updateProduct } from './products.js';

const create = (record: object, stage = v4Stage()) => stage.post('products', createProduct, [record]);
const update = (record: object, stage = v4Stage()) => stage.post('products', updateProduct, [record]);

describe('createProduct', () => {
  it('keeps a product and answers as JOOR does', () => {
    const stage = v4Stage();
    const record = {
      name: 'Blue T-Shirt',
      external_id: 'blu_tshirt_0001',
      product_identifier: '3',
      description: 'Blue Shirt',
    };
    expect(create(record, stage)).toEqual({
      data: [{ id: expect.stringMatching(/^\d+$/), ...record, order_minimum: 0, images: [] }],
    });
    expect(stage.catalogue.products.find('blu_tshirt_0001')).toMatchObject({
      identifier: '3',
      modifiedAt: NOW + 1_000,
    });
  });

  it('keeps everything that JOOR documents', () => {
    const stage = v4Stage();
    const answer = create(
      {
        name: 'X',
        external_id: 'X',
        order_minimum: 3,
        category_ids: ['1', 2],
        product_trait_values: [{ trait_name: 'Material', value: 'Wool', external_id: 'W' }],
        tags: [{ name: 'Product Type', value: 'Dress' }],
      },
      stage,
    );
    expect(errorOf(answer)).toBe('');
    const product = stage.catalogue.products.find('X');
    expect(product && fullProduct(stage.callOf(), product)).toMatchObject({
      order_minimum: 3,
      categories: [
        { id: '1', department: 'Women' },
        { id: '2', department: 'Women' },
      ],
      product_trait_values: [{ trait: { name: 'Material' }, value: 'Wool', external_id: 'W' }],
      tags: [{ name: 'Product Type', value: 'Dress', code: null, parent_id: null }],
    });
  });

  it.each([
    [{}, 'VALIDATION_ERROR name is required'],
    [{ name: ' ' }, 'VALIDATION_ERROR name is required'],
    [{ name: 'x'.repeat(101) }, 'VALIDATION_ERROR name is longer than 100 characters'],
    [{ name: 'x', style_number: 'y' }, 'VALIDATION_ERROR Unknown field: style_number'],
    [{ name: 'x', id: '1' }, 'VALIDATION_ERROR Unknown field: id'],
    [{ name: 'x', order_minimum: -1 }, 'VALIDATION_ERROR order_minimum must be an integer of at least 0'],
    [{ name: 'x', category_ids: ['999'] }, 'NOT_FOUND Category 999 not found'],
    [{ name: 'x', tags: [{ name: 'a' }] }, 'VALIDATION_ERROR tags.value is required'],
    [{ name: 'x', tags: [{ name: 'a', value: 'b', x: 1 }] }, 'VALIDATION_ERROR Unknown field: tags.x'],
    [
      { name: 'x', product_trait_values: [{ trait_name: 'Fit', value: 'Slim' }] },
      'NOT_FOUND Product trait Fit not found',
    ],
  ])('refuses %j', (record, message) => {
    const stage = v4Stage();
    expect(errorOf(create(record, stage))).toBe(message);
    expect(stage.catalogue.products.size).toBe(1);
  });

  it('takes a name of a hundred characters', () => {
    expect(errorOf(create({ name: 'x'.repeat(100) }))).toBe('');
  });

  it('answers DUPLICATED for an external id that is there, naming the product only when told so', () => {
    const record = { name: 'Alma', external_id: 'DRS-1' };
    expect(create(record)).toMatchObject({
      data: [],
      errors: [{ status: 'DUPLICATED', details: { name: 'Alma', externalId: 'DRS-1' } }],
    });
    expect(create(record).errors?.[0]?.details).not.toHaveProperty('product_id');
    expect(create(record, v4Stage({ duplicateIds: 'always' })).errors?.[0]?.details).toMatchObject({
      product_id: '140001',
    });
  });

  it('answers DUPLICATED for the second of two in one call', () => {
    const stage = v4Stage();
    const twice = [
      { name: 'A', external_id: 'A' },
      { name: 'B', external_id: 'A' },
    ];
    const answer = stage.post('products', createProduct, twice);
    expect(answer.data).toHaveLength(1);
    expect(errorOf(answer)).toContain('DUPLICATED');
  });

  it('makes a second one where it is told to double them', () => {
    const stage = v4Stage({ doubling: ['products'] });
    expect(errorOf(create({ name: 'Alma', external_id: 'DRS-1' }, stage))).toBe('');
    expect(stage.catalogue.products.size).toBe(2);
  });

  it('writes ids as numbers when told so', () => {
    expect(create({ name: 'x' }, v4Stage({ numericIds: true })).data[0]?.id).toEqual(expect.any(Number));
  });
});

describe('updateProduct', () => {
  it('changes what is given and keeps the rest', () => {
    const stage = v4Stage();
    const answer = update({ id: DRESS.id, description: 'New' }, stage);
    expect(answer.data).toMatchObject([{ id: '140001', name: 'Alma Dress', description: 'New' }]);
    expect(stage.catalogue.products.get('140001')?.modifiedAt).toBe(NOW + 1_000);
  });

  it('moves the external id, and frees the old one', () => {
    const stage = v4Stage();
    update({ id: DRESS.id, external_id: 'other' }, stage);
    expect(errorOf(create({ name: 'x', external_id: 'DRS-1' }, stage))).toBe('');
    expect(errorOf(update({ id: DRESS.id, external_id: 'DRS-1' }, stage))).toContain('DUPLICATED');
  });

  it('takes its own external id', () => {
    expect(errorOf(update({ id: DRESS.id, external_id: 'DRS-1', name: 'B' }))).toBe('');
  });

  it.each([
    [{ name: 'x', external_id: 'DRS-1' }, 'VALIDATION_ERROR id is required'],
    [{ id: '1', name: 'x' }, 'NOT_FOUND Product 1 not found'],
    [{ id: DRESS.id, name: '' }, 'VALIDATION_ERROR name is required'],
    [{ id: DRESS.id, category_ids: ['0'] }, 'NOT_FOUND Category 0 not found'],
  ])('refuses %j', (record, message) => {
    const stage = v4Stage();
    expect(errorOf(update(record, stage))).toBe(message);
    expect(stage.catalogue.products.get('140001')).toMatchObject({ name: 'Alma Dress', modifiedAt: NOW });
  });
});
