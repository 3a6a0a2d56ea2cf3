// Writes .env beside docker-compose.yml with fresh secrets. Keeps one that is there.
//
//   node deploy/make-env.mjs          JOOR and the WMSs are the real ones
//   node deploy/make-env.mjs --demo   they are simulated by the sandbox, which is started with the rest
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO = `
# The outside world is the sandbox.
COMPOSE_PROFILES=demo
OUTBOUND_ALLOW=sandbox
POLL_MINUTE_MS=1000
INVENTORY_MINUTE_MS=1000
PRODUCT_MINUTE_MS=1000
JOOR_API_URL=http://sandbox:4901
JOOR_SANDBOX_API_URL=http://sandbox:4902
JOOR_TOKEN_URL=http://sandbox:4903/auth/
JOOR_SANDBOX_TOKEN_URL=http://sandbox:4904/auth/
SKUBANA_API_URL=http://sandbox:4906
SKUBANA_SANDBOX_API_URL=http://sandbox:4907
SKUBANA_APP_URL=http://sandbox:4906
SKUBANA_SANDBOX_APP_URL=http://sandbox:4907
`;

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), '.env');
if (existsSync(file)) {
  process.stdout.write(
    `${file} is there already and is kept: its key opens the secrets that were saved under it.\n`,
  );
} else {
  const secrets = [
    '# Secrets of this installation. Keep a copy of BRIDGE_KEK: without it no saved credential can be opened.',
    `POSTGRES_PASSWORD=${randomBytes(24).toString('hex')}`,
    `BRIDGE_KEK=${randomBytes(32).toString('base64')}`,
    '',
  ].join('\n');
  writeFileSync(file, secrets + (process.argv.includes('--demo') ? DEMO : ''), { mode: 0o600, flag: 'wx' });
  process.stdout.write(`${file} written.\n`);
}
