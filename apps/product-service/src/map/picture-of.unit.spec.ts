import { fileNameOf } from '../apply/image-file.js';
import { adopted } from '../held/adopted.js';
import type { PlanOptions } from '../plan/plan.js';
import { planRevision } from '../plan/plan-revision.js';
import { planStyle } from '../plan/plan-style.js';
import { aHeldProduct, aWantedImage, aWantedStyle } from '../testing/products.js';
import { mapImages } from './map-images.js';
import { pictureOf } from './picture-of.js';

const FRONT = 'https://cdn.example.com/front.jpg';
const OPTIONS: PlanOptions = {
  ...{ lineSheets: 'Add', images: 'Add', inactive: 'Keep' },
  joorLineSheets: new Set(['Spring 2027']),
  joorSeasons: new Set(),
};

describe('a picture', () => {
  it.each([
    [FRONT, FRONT],
    [`${FRONT}?token=a`, FRONT],
    [`${FRONT}#top`, FRONT],
    ['https://cdn.example.com/FRONT.PNG?w=100', 'https://cdn.example.com/FRONT.PNG'],
    ['https://cdn.example.com/image?id=17', 'https://cdn.example.com/image?id=17'],
    ['https://cdn.example.com/get.php?file=front.jpg', 'https://cdn.example.com/get.php?file=front.jpg'],
    ['', ''],
  ])('at %s is told by %s', (url, picture) => {
    expect(pictureOf(url)).toBe(picture);
  });

  it('of another host or path is another one', () => {
    expect(pictureOf('https://other.example.com/front.jpg?token=a')).not.toBe(FRONT);
  });
});

describe.each(['Add', 'Replace'] as const)('an image with a new token, by %s', (images) => {
  const withImage = (url: string) =>
    aWantedStyle('ST-1', {
      images: [aWantedImage({ url })],
      lineSheets: [{ name: 'Spring 2027', season: null }],
    });
  const options = { ...OPTIONS, images };
  const held = aHeldProduct({
    images: [{ ...aWantedImage({ url: `${FRONT}?token=a` }), id: 'i', ours: true }],
  });
  const imagesStep = (url: string) =>
    planStyle({ kind: 'wanted', wanted: withImage(url) }, { revision: null, held }, options).steps.find(
      ({ kind }) => kind === 'images',
    );

  it('is there already', () => {
    expect(imagesStep(`${FRONT}?token=b`)).toBeUndefined();
    expect(imagesStep('https://cdn.example.com/back.jpg?token=a')).toMatchObject({
      add: [{ url: 'https://cdn.example.com/back.jpg?token=a' }],
    });
  });

  it('makes no other style of it', () => {
    const revision = (url: string) => planRevision({ kind: 'wanted', wanted: withImage(url) }, options);
    expect(revision(`${FRONT}?token=b`)).toBe(revision(`${FRONT}?token=a`));
    expect(revision('https://cdn.example.com/back.jpg')).not.toBe(revision(FRONT));
  });
});

it('the file has the same name in JOOR, and is known again by it', () => {
  const name = fileNameOf('ST-1', aWantedImage({ url: FRONT }));
  expect(fileNameOf('ST-1', aWantedImage({ url: `${FRONT}?token=b` }))).toBe(name);
  const wanted = aWantedStyle('ST-1', { images: [aWantedImage({ url: `${FRONT}?token=b` })] });
  const { skus, prices, collections, images, ...record } = aHeldProduct();
  const product = { ...record, images: [{ id: 'i', url: `https://cdn.joor.example/${name}` }] };
  const found = { product, skus: [], prices: [], sheets: [] };
  expect(adopted(found, { held: null, wanted, doubt: null }).images).toMatchObject([{ id: 'i', ours: true }]);
});

describe('addresses of one style that differ in their query alone', () => {
  const image = (url: string) => ({ url, colorCode: '', kind: 'image' as const });

  it('are one picture, the first, with a note', () => {
    const { images, notes } = mapImages([image(`${FRONT}?w=900`), image(`${FRONT}?w=100`)], new Set());
    expect(images.map(({ url }) => url)).toEqual([`${FRONT}?w=900`]);
    expect(notes).toEqual([
      'The image front.jpg comes with several queries: the first is taken. Pictures that differ need addresses that differ before the "?".',
    ]);
  });

  it('need no note where they are the same to the letter', () => {
    expect(mapImages([image(FRONT), image(FRONT)], new Set())).toMatchObject({ images: [{}], notes: [] });
  });
});
