import type { StyleSeed } from '../joor/catalogue/load-styles.js';
import { Fields } from './fields.js';

/** Reads `styles` of a control request: number, name, colours, sizes with their UPCs. @throws BadRequest */
export const readStyleSeeds = (styles: readonly unknown[]): readonly StyleSeed[] => styles.map(readStyle);

function readStyle(value: unknown): StyleSeed {
  const fields = new Fields(value, 'style');
  const number = fields.text('number', '');
  const optional = (name: string) => (fields.has(name) ? { [name]: fields.number(name, 0) } : {});
  const seed = {
    number,
    name: fields.text('name', number),
    ...optional('id'),
    ...optional('wholesaleCents'),
    ...optional('retailCents'),
    colors: fields.list('colors').map(readColor),
  };
  fields.done();
  return seed;
}

function readColor(value: unknown): StyleSeed['colors'][number] {
  const fields = new Fields(value, 'color');
  const code = fields.text('code', '');
  const color = { code, name: fields.text('name', code), variants: fields.list('variants').map(readVariant) };
  fields.done();
  return color;
}

function readVariant(value: unknown): { readonly size: string; readonly upc: string } {
  const fields = new Fields(value, 'variant');
  const variant = { size: fields.text('size', ''), upc: fields.text('upc', '') };
  fields.done();
  return variant;
}
