import { cell, code, inWords, places } from './schema-words.mjs';

/** @typedef {import('@joor-bridge/contracts').SettingDeclaration} Declaration */

/**
 * The reference of the settings, in the order they are declared.
 *
 * @param {Readonly<Record<string, Declaration>>} declarations by key
 * @returns {string} Markdown
 */
export function settingsReference(declarations) {
  const groups = new Set(Object.values(declarations).map(({ group }) => group));
  const parts = [...groups].map((group) => {
    const own = Object.entries(declarations).filter(([, declaration]) => declaration.group === group);
    return [`## ${group}`, ...own.map(([key, declaration]) => settingPart(key, declaration))].join('\n\n');
  });
  return [
    '# Settings',
    'Every setting of a connection. They are changed with `joorctl connections set <connection> <key>=<value>`, or with `PATCH /v1/connections/{connectionId}/settings` of settings-service. A setting that is left out stays as it is; `null` resets it to its default. Each change is a new version of the connection with its author, time and difference.',
    overview(declarations),
    ...parts,
  ].join('\n\n');
}

/** @param {Readonly<Record<string, Declaration>>} declarations */
function overview(declarations) {
  const rows = Object.entries(declarations).map(
    ([key, { title, default: value }]) =>
      `| [${title}](#${anchor(title)}) | \`${key}\` | ${cell(code(value))} |`,
  );
  return ['| setting | key | default |', '|---|---|---|', ...rows].join('\n');
}

/**
 * @param {string} key
 * @param {Declaration} declaration
 */
function settingPart(key, { title, help, default: value, schema, options, needs }) {
  const facts = [
    `Key \`${key}\`, default ${code(value)}.`,
    ...(options ? [] : [`Takes: ${inWords(schema)}.`]),
  ];
  return [
    `### ${title}`,
    help,
    facts.join(' '),
    ...fieldsOf(schema),
    ...optionsOf(options),
    ...(needs ?? []).map(needPart),
  ].join('\n\n');
}

/** @param {import('@joor-bridge/contracts').SettingNeed<unknown>} need */
function needPart(need) {
  const what =
    'capability' in need
      ? `\`${need.capability}\` of the destination`
      : `\`${need.setting}\` not to be ${need.not === '' ? 'blank' : code(need.not)}`;
  return `${need.values.map(code).join(', ')} needs ${what}; else the change is refused: "${need.reason}"`;
}

/** @param {Readonly<Record<string, string>> | undefined} options */
function optionsOf(options) {
  if (!options) return [];
  const rows = Object.entries(options).map(([option, meaning]) => `| ${option} | ${cell(meaning)} |`);
  return [['| option | meaning |', '|---|---|', ...rows].join('\n')];
}

/** @param {import('./schema-words.mjs').Schema} schema */
function fieldsOf(schema) {
  const object = schema.properties ? schema : schema.items;
  const fields = object?.properties ? places(object) : [];
  if (fields.length === 0) return [];
  return [
    [
      '| field | takes |',
      '|---|---|',
      ...fields.map((field) => `| \`${field.place}\` | ${cell(field.words)} |`),
    ].join('\n'),
  ];
}

/** The anchor that a heading gets. */
const anchor = (/** @type {string} */ title) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
