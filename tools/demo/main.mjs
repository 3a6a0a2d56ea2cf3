// Seeds the demo workspace where compose runs the stack; npm start does the same by itself.
import { sandboxAddresses } from './sandbox-addresses.mjs';
import { seedDemo } from './seed.mjs';

const {
  SETTINGS_URL = '',
  SANDBOX_HOST = '',
  SANDBOX_PORT = '4900',
  BRIDGE_FIRST_API_KEY_FILE = '',
} = process.env;
const ports = Array.from({ length: 8 }, (_, i) => Number(SANDBOX_PORT) + i);
const made = await seedDemo({
  settings: SETTINGS_URL,
  sandbox: sandboxAddresses(ports, SANDBOX_HOST),
  apiKeyFile: BRIDGE_FIRST_API_KEY_FILE,
});
process.stdout.write(
  made > 0 ? `demo workspace: ${made} connections made\n` : 'demo workspace: there already\n',
);
