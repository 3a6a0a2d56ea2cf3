/** Quoted for a shell where it has to be. */
const word = (/** @type {string} */ text) =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/**
 * What to open and what to type next.
 *
 * @param {{ settings: string, router: string, sandbox: string, apiKeyFile: string, data: string | undefined,
 *   config: string }} places `data` as `--data` gave it; `config`: the joorctl.json in there
 */
export function whatNext({ settings, router, sandbox, apiKeyFile, data, config }) {
  // joorctl looks into .data by itself
  const joorctl = data === undefined ? 'npx joorctl' : `npx joorctl --config ${word(config)}`;
  const again = `npm start -- ${data === undefined ? '' : `--data ${word(data)} `}--fresh`;
  return `
  Open   ${settings}/docs      connections and settings (API, key in ${apiKeyFile})
         ${router}/docs      orders and their decisions (API)
         ${sandbox}           the simulated JOOR and warehouses
  Type   ${joorctl} orders list
         ${joorctl} orders show <order>   why an order was delivered, skipped or held
         ${joorctl} doctor
  Stop   Ctrl-C; data is kept in ${data ?? '.data'} (${again} starts over)
`;
}
