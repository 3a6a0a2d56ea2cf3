import { cell, code, inWords, places } from './schema-words.mjs';

/** @typedef {import('@joor-bridge/wms').Connector} Connector */

/** @type {Readonly<Record<string, string>>} */
const CAPABILITIES = {
  idempotencyKey: 'honours an idempotency key',
  lookUp: 'can be asked for an order by its external id',
  amend: 'orders can be changed',
  cancel: 'orders can be cancelled',
  shipments: 'tells shipments',
  stock: 'tells stock levels',
  productDetails: 'has product detail pickup',
  sandbox: 'has a sandbox of its own for test mode',
};

/**
 * The reference of the systems that orders can be delivered to.
 *
 * @param {Readonly<Record<string, Connector>>} connectors by system
 * @returns {string} Markdown
 */
export function connectorsReference(connectors) {
  return [
    '# Connectors',
    'The systems that orders can be delivered to. `destination.system` of a connection names one, `destination.options` holds its options, `destination.url` replaces its production address and `destination.sandboxUrl` the address that test mode uses. Credentials are stored in the slots `wms.production` and `wms.sandbox`.',
    ...Object.values(connectors).map(connectorPart),
  ].join('\n\n');
}

/** @param {Connector} connector */
function connectorPart({ system, title, defaultUrls, options, credentials, capabilities }) {
  return [
    `## ${title}`,
    [
      `- system: \`${system}\``,
      `- production address: ${defaultUrls.production ?? 'the connection must give it'}`,
      `- sandbox address: ${defaultUrls.sandbox ?? 'none, unless the connection gives one; without it test mode records "would deliver"'}`,
    ].join('\n'),
    'Under its default options it can do:',
    [
      '| capability | |',
      '|---|---|',
      ...Object.entries(capabilities(defaultsOf(options))).map(capabilityRow),
    ].join('\n'),
    'Options:',
    ['| option | takes | default | |', '|---|---|---|---|', ...places(options).map(optionRow)].join('\n'),
    'Credentials:',
    ['| field | takes | |', '|---|---|---|', ...places(credentials).map(credentialRow)].join('\n'),
  ].join('\n\n');
}

/**
 * The options of a connection that sets only what it must.
 *
 * @param {import('./schema-words.mjs').Schema} options
 * @returns {Record<string, string | number | boolean>}
 */
const defaultsOf = (options) =>
  Object.fromEntries(
    places(options).map(({ place, schema }) => {
      const value = schema.default ?? schema.minimum;
      return [place, typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '')];
    }),
  );

/** @param {[string, boolean]} capability */
const capabilityRow = ([name, can]) => `| ${CAPABILITIES[name] ?? name} | ${can ? 'yes' : 'no'} |`;

/** @param {ReturnType<typeof places>[number]} option */
const optionRow = ({ place, schema }) =>
  `| \`${place}\` | ${cell(inWords(schema))} | ${'default' in schema ? cell(code(schema.default)) : 'required'} | ${cell(schema.description ?? '')} |`;

/** @param {ReturnType<typeof places>[number]} field */
const credentialRow = ({ place, words, required }) =>
  `| \`${place}\` | ${cell(words)} | ${required ? 'required' : 'optional'} |`;
