/**
 * @typedef {object} Schema the part of JSON Schema that the contracts use
 * @property {string} [type]
 * @property {string} [format]
 * @property {string} [pattern]
 * @property {string} [description]
 * @property {unknown} [const]
 * @property {unknown} [default]
 * @property {readonly Schema[]} [anyOf]
 * @property {Schema} [items]
 * @property {Readonly<Record<string, Schema>>} [properties]
 * @property {Readonly<Record<string, Schema>>} [patternProperties]
 * @property {readonly string[]} [required]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 */

/** @type {Readonly<Record<string, string>>} */
const FORMATS = {
  decimal: 'decimal number as text',
  date: 'day, `YYYY-MM-DD`',
  instant: 'UTC instant',
};

/**
 * What a schema takes, in a few words for one cell of a table.
 *
 * @param {Schema} schema
 * @returns {string}
 */
export function inWords(schema) {
  if ('const' in schema) return code(schema.const);
  if (schema.anyOf) return choice(schema.anyOf);
  if (schema.format) return FORMATS[schema.format] ?? schema.format;
  if (schema.items) return list(schema, schema.items);
  if (schema.patternProperties) {
    return `map of ${Object.values(schema.patternProperties).map(inWords).join(', ')}`;
  }
  if (schema.properties) return 'object';
  if (schema.type === 'string') return text(schema);
  return `${schema.type === 'integer' ? 'whole number' : schema.type}${range(schema.minimum, schema.maximum)}`;
}

/** A value as it is written in JSON, in a code span. */
export const code = (/** @type {unknown} */ value) => `\`${JSON.stringify(value)}\``;

/** Text that must not end a cell of a table. */
export const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** @param {readonly Schema[]} members */
function choice(members) {
  const fixed = members.filter((member) => 'const' in member).map(({ const: value }) => code(value));
  const others = members.filter((member) => !('const' in member) && member.type !== 'null').map(inWords);
  const nothing = members.some(({ type }) => type === 'null') ? ['null'] : [];
  return [...fixed, ...others, ...nothing].join(' or ');
}

/**
 * @param {Schema} schema
 * @param {Schema} items
 */
function list({ minItems, maxItems }, items) {
  const count = maxItems === undefined ? '' : ` ${minItems ?? 0} to ${grouped(maxItems)}`;
  return items.properties ? `list of${count} objects` : `list${count && ` of${count}`}: ${inWords(items)}`;
}

/** @param {Schema} schema */
function text({ minLength, maxLength, pattern }) {
  const length = maxLength === undefined ? '' : `, ${minLength ?? 0} to ${grouped(maxLength)} characters`;
  return `text${length}${pattern === undefined ? '' : `, matching \`${pattern}\``}`;
}

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 */
function range(least, most) {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return ` from ${grouped(least ?? 0)}`;
  if (least === undefined) return ` up to ${grouped(most)}`;
  return ` ${grouped(least)} to ${grouped(most)}`;
}

const grouped = (/** @type {number} */ value) => value.toLocaleString('en-US');

/**
 * Every place of an object that holds a value, objects in it and in its lists gone into.
 *
 * @param {Schema} schema
 * @param {string} [inside] the place of the object itself
 * @returns {readonly { place: string, words: string, required: boolean, schema: Schema }[]}
 */
export function places(schema, inside = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const place = `${inside}${name}`;
    const required = schema.required?.includes(name) ?? false;
    const own = { place, words: inWords(property), required, schema: property };
    if (property.properties) return [own, ...places(property, `${place}.`)];
    if (property.items?.properties) return [own, ...places(property.items, `${place}[].`)];
    return [own];
  });
}
