/** Quoted for a shell where it has to be. */
const word = (/** @type {string} */ text) =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/**
 * What to open and what to type next.
 *
 * @param {{ settings: string, router: string, inventory: string, products: string, sandbox: string, apiKeyFile: string, data: string | undefined,
 *   config: string }} places `data` as `--data` gave it; `config`: the joorctl.json in there
 */
export function whatNext({ settings, router, inventory, products, sandbox, apiKeyFile, data, config }) {
  // joorctl looks into .data by itself
  const joorctl = data === undefined ? 'npx joorctl' : `npx joorctl --config ${word(config)}`;
  const again = `npm start -- ${data === undefined ? '' : `--data ${word(data)} `}--fresh`;
  return `
  Open   ${settings}/docs      connections and settings (API, key in ${apiKeyFile})
         ${router}/docs      orders and their decisions (API)
         ${inventory}/docs      stock figures and their arithmetic (API)
         ${products}/docs      styles and what is to change in JOOR (API)
         ${sandbox}           the simulated JOOR and warehouses
  Type   ${joorctl} orders list
         ${joorctl} orders show <order>   why an order was delivered, skipped or held
         ${joorctl} inventory list
         ${joorctl} inventory explain <connection> <sku>
         ${joorctl} products explain <connection> <style>
         ${joorctl} doctor
  Stop   Ctrl-C; data is kept in ${data ?? '.data'} (${again} starts over)
`;
}
