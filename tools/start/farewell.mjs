/**
 * What to open and what to type next.
 *
 * @param {{ settings: string, router: string, sandbox: string, apiKeyFile: string }} places
 */
export const whatNext = ({ settings, router, sandbox, apiKeyFile }) => `
  Open   ${settings}/docs      connections and settings (API, key in ${apiKeyFile})
         ${router}/docs      orders and their decisions (API)
         ${sandbox}           the simulated JOOR and warehouses
  Type   npx joorctl orders list
         npx joorctl orders show <order>   why an order was delivered, skipped or held
         npx joorctl doctor
  Stop   Ctrl-C; data is kept in .data (npm start -- --fresh starts over)
`;
