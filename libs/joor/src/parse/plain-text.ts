const LINE_BREAK = /<br\s*\/?>|<\/(?:p|div|li)>/gi;
const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};
const ENTITY = new RegExp(Object.keys(ENTITIES).join('|'), 'g');

/** What a person wrote in a web editor, without its markup: a warehouse label is no browser. */
export function plainText(text: string): string {
  return text
    .replaceAll(LINE_BREAK, '\n')
    .replaceAll(TAG, '')
    .replaceAll(ENTITY, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
