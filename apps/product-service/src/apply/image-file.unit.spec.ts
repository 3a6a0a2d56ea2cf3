import { aWantedImage } from '../testing/products.js';
import { fileNameOf } from './image-file.js';

const nameOf = (url: string, number = 'ST-1') => fileNameOf(number, aWantedImage({ url }));

describe('the name of an image’s file in JOOR', () => {
  it('is the same for the same image, so that JOOR refuses a second one', () => {
    expect(nameOf('https://x.example/a.jpg')).toBe(nameOf('https://x.example/a.jpg'));
  });

  it.each([
    ['address', nameOf('https://x.example/b.jpg')],
    ['style', nameOf('https://x.example/a.jpg', 'ST-2')],
    ['color', fileNameOf('ST-1', aWantedImage({ url: 'https://x.example/a.jpg', colorCode: 'BLK' }))],
    ['kind', fileNameOf('ST-1', aWantedImage({ url: 'https://x.example/a.jpg', kind: 'swatch' }))],
  ])('differs with the %s', (_, other) => {
    expect(other).not.toBe(nameOf('https://x.example/a.jpg'));
  });

  it.each([
    ['https://x.example/a.PNG?width=9', 'png'],
    ['https://x.example/a.jpeg#top', 'jpeg'],
    ['https://x.example/a.gif', 'gif'],
    ['https://x.example/image/17', 'jpg'],
  ])('ends as JOOR takes it: %s', (url, type) => {
    expect(nameOf(url)).toMatch(new RegExp(`^[0-9a-f]{32}\\.${type}$`));
  });
});
