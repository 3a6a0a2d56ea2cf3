import { DRESS, errorOf, NOW, v4Stage } from '../../testing/v4-stage.js';
import { loadStyles } from '../catalogue/load-styles.js';
import { addColorAsset, addProductAsset, replaceAssets } from './assets.js';
import { bulk } from './bulk.js';

const URL_OF = (name: string) => `https://pictures.example/a/${name}?v=1`;
const picture = (name: string, more = {}) => ({
  product: { id: DRESS.id },
  asset: { type: 'image', source_url: URL_OF(name), ...more },
});
const swatch = (code: string, name: string, more = {}) => ({
  product: { id: DRESS.id },
  sku_trait_value: { trait: { name: 'color' }, value: { external_id: code } },
  asset: { type: 'swatch', source_url: URL_OF(name), filename: name, ...more },
});

function stageWithShelf(settings = {}) {
  const stage = v4Stage(settings);
  loadStyles(stage.catalogue, [{ ...DRESS, number: 'DRS-2', id: 140_002, colors: [] }], NOW);
  const add = (...records: readonly object[]) => stage.post('images', addProductAsset, records);
  const addColor = (...records: readonly object[]) => stage.post('swatches', addColorAsset, records);
  const files = () => stage.catalogue.images.of(String(DRESS.id)).map(({ filename }) => filename);
  return { ...stage, add, addColor, files };
}

describe('addProductAsset', () => {
  it('keeps a picture and answers with its id', () => {
    const { add, catalogue } = stageWithShelf();
    const record = { ...picture('1.jpg', { filename: 'front.jpg', external_id: 'e1' }), display_order: 4 };
    expect(add(record)).toEqual({
      data: [
        {
          id: expect.stringMatching(/^\d+$/),
          product: { id: '140001' },
          asset: {
            type: 'image',
            filename: 'front.jpg',
            source_url: URL_OF('1.jpg'),
            external_id: 'e1',
          },
          display_order: 4,
        },
      ],
    });
    expect(catalogue.products.get('140001')?.modifiedAt).toBe(NOW + 1_000);
  });

  it('takes the file name out of the address where none is given, and puts it after the others', () => {
    const { add, catalogue, files } = stageWithShelf();
    add(picture('1.jpg'), picture('2.PNG'));
    expect(files()).toEqual(['1.jpg', '2.PNG']);
    expect(catalogue.images.all().map(({ displayOrder }) => displayOrder)).toEqual([0, 1]);
  });

  it.each([
    [{ asset: { type: 'image', source_url: URL_OF('1.jpg') } }, 'product is required'],
    [{ ...picture('1.jpg'), product: { id: '9' } }, 'NOT_FOUND Product 9 not found'],
    [{ product: { id: DRESS.id } }, 'asset is required'],
    [picture('1.jpg', { type: undefined }), 'asset.type is required'],
    [picture('1.jpg', { type: 'gif' }), 'one of image, swatch, video'],
    [picture('1.jpg', { source_url: undefined }), 'asset.source_url is required'],
    [picture('1.jpg', { source_url: 'ftp://x.example/1.jpg' }), 'http or https address'],
    [picture('1.jpg', { source_url: '/var/1.jpg' }), 'http or https address'],
    [picture('1.jpg', { source_url: 'data:image/png,a.png' }), 'http or https address'],
    [picture('1.webp'), 'not of a type that JOOR takes'],
    [picture('1.jpg', { filename: 'noextension' }), 'not of a type that JOOR takes'],
    [picture('1.jpg', { filename: `${'x'.repeat(97)}.jpg` }), 'longer than 100'],
    [picture('1.jpg', { type: 'video' }), 'not of a type that JOOR takes'],
    [picture('1.jpg', { colour: 'BLK' }), 'Unknown field: asset.colour'],
    [{ ...picture('1.jpg'), color: 1 }, 'Unknown field: color'],
  ])('refuses %j', (record, message) => {
    const { add, files } = stageWithShelf();
    expect(errorOf(add(record))).toContain(message);
    expect(files()).toEqual([]);
  });

  it('refuses a file name that is taken, in the account or in the product', () => {
    const other = { ...picture('1.jpg'), product: { id: 140_002 } };
    for (const [filenames, same, elsewhere] of [
      ['account', true, true],
      ['product', true, false],
      ['any', false, false],
    ] as const) {
      const { add } = stageWithShelf({ filenames });
      add(picture('1.jpg'));
      expect([errorOf(add(picture('1.jpg'))) !== '', errorOf(add(other)) !== '']).toEqual([same, elsewhere]);
    }
  });

  it('refuses an external id that is taken, and a second film', () => {
    const { add } = stageWithShelf();
    add(picture('1.jpg', { external_id: 'e' }), picture('1.mp4', { type: 'video' }));
    expect(errorOf(add(picture('2.jpg', { external_id: 'e' })))).toContain('DUPLICATED');
    expect(errorOf(add(picture('2.mp4', { type: 'video' })))).toContain('has a video already');
  });
});

describe('addColorAsset', () => {
  it('answers with the colour', () => {
    expect(stageWithShelf().addColor(swatch('BLK', 'a.jpg')).data).toMatchObject([
      {
        product: { id: '140001' },
        sku_trait_value: { value: { external_id: 'BLK' } },
        asset: { type: 'swatch', filename: 'a.jpg' },
        display_order: 0,
      },
    ]);
  });

  it('keeps one swatch of a colour: the last', () => {
    const { addColor, files } = stageWithShelf();
    expect(errorOf(addColor(swatch('BLK', 'a.jpg'), swatch('BLK', 'b.jpg'), swatch('NVY', 'c.jpg')))).toBe(
      '',
    );
    expect(files()).toEqual(['b.jpg', 'c.jpg']);
  });

  it('takes the same file again for the same colour, and keeps image and swatch apart', () => {
    const { addColor, files } = stageWithShelf();
    addColor(swatch('BLK', 'a.jpg'));
    expect(errorOf(addColor(swatch('BLK', 'a.jpg')))).toBe('');
    expect(errorOf(addColor(swatch('BLK', 'i.jpg', { type: 'image' })))).toBe('');
    expect(files()).toEqual(['a.jpg', 'i.jpg']);
    expect(errorOf(addColor(swatch('NVY', 'a.jpg')))).toContain('is taken');
  });

  it.each([
    [swatch('GRN', 'a.jpg'), 'NOT_FOUND Color GRN of product 140001 not found'],
    [picture('a.jpg'), 'sku_trait_value needs trait and value'],
    [
      {
        ...swatch('BLK', 'a.jpg'),
        sku_trait_value: { trait: { name: 'size' }, value: { external_id: 'S' } },
      },
      'trait must be Color',
    ],
    [
      { ...swatch('BLK', 'a.jpg'), sku_trait_value: { trait: { name: 'color' }, value: { name: 'Black' } } },
      'value.external_id is required',
    ],
    [swatch('BLK', 'a.mp4', { type: 'video' }), 'must be image or swatch'],
  ])('refuses %j', (record, message) => {
    const { addColor, files } = stageWithShelf();
    expect(errorOf(addColor(record))).toContain(message);
    expect(files()).toEqual([]);
  });
});

describe('replace_all', () => {
  const post = (query: string, stage = stageWithShelf()) => {
    stage.add(picture('old.jpg'));
    stage.addColor(swatch('BLK', 'swatch.jpg'));
    const body = JSON.stringify([picture('1.jpg'), picture('2.jpg')]);
    bulk(stage.callOf(query), 'images', body, { write: addProductAsset, before: replaceAssets });
    return stage.files();
  };

  it('takes away what the product has, but for its colours', () => {
    expect(post('replace_all=true')).toEqual(['swatch.jpg', '1.jpg', '2.jpg']);
  });

  it.each(['', 'replace_all=false', 'replace_all=1'])('is not %j', (query) => {
    expect(post(query)).toEqual(['old.jpg', 'swatch.jpg', '1.jpg', '2.jpg']);
  });

  it('frees the file names, and takes nothing away for a call that is refused whole', () => {
    const stage = stageWithShelf();
    stage.add(picture('1.jpg'));
    expect(post('replace_all=true', stage)).toContain('1.jpg');
    const refusing = stageWithShelf({ bulkLimit: 1 });
    expect(post('replace_all=true', refusing)).toEqual(['old.jpg', 'swatch.jpg']);
  });
});
