// Seeds the demo workspace where compose runs the stack; npm start does the same by itself.
import { NoApiKey } from './api-key.mjs';
import { SANDBOX_SERVERS, sandboxAddresses } from './sandbox-addresses.mjs';
import { seedDemo } from './seed.mjs';

const {
  SETTINGS_URL = '',
  SANDBOX_HOST = '',
  SANDBOX_PORT = '4900',
  BRIDGE_FIRST_API_KEY_FILE = '',
} = process.env;
const ports = SANDBOX_SERVERS.map((_, i) => Number(SANDBOX_PORT) + i);
try {
  const { made } = await seedDemo({
    settings: SETTINGS_URL,
    sandbox: sandboxAddresses(ports, SANDBOX_HOST),
    apiKeyFile: BRIDGE_FIRST_API_KEY_FILE,
  });
  process.stdout.write(
    made > 0 ? `demo workspace: ${made} connections made\n` : 'demo workspace: there already\n',
  );
} catch (error) {
  if (!(error instanceof NoApiKey)) throw error;
  process.stderr.write(`demo workspace: ${error.message}\n`);
  process.exitCode = 1;
}
