import { readdirSync, readFileSync } from 'node:fs';
import { pages } from './pages.mjs';

const root = new URL('../../', import.meta.url);
const folder = new URL('docs/reference/', root);
const read = (/** @type {string} */ name) => readFileSync(new URL(name, folder), 'utf8');
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const made = pages(version);

describe('docs/reference', () => {
  it.each(Object.keys(made))('%s is what the code says; write it with: npm run docs', (name) => {
    expect(read(name)).toBe(made[name]);
  });

  it('holds nothing that the code does not make', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(made).sort());
  });
});

describe('asyncapi.json', () => {
  const document = JSON.parse(made['asyncapi.json'] ?? '');

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const path of references) {
      const target = path.split('/').reduce((place, name) => place?.[name], document);
      expect([path, target]).toEqual([path, expect.any(Object)]);
    }
  });

  it('names channels and operations as the specification allows', () => {
    const names = [...Object.keys(document.channels), ...Object.keys(document.operations)];
    expect(names.filter((name) => !/^[A-Za-z0-9_-]+$/.test(name))).toEqual([]);
  });

  it('has only formats of JSON Schema', () => {
    const formats = [...JSON.stringify(document).matchAll(/"format":"([^"]+)"/g)].map(([, format]) => format);
    expect([...new Set(formats)].sort()).toEqual(['date', 'date-time', 'uuid']);
  });
});
