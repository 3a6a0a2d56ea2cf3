// Writes docs/reference from the built contracts and connectors.
//
//   npm run build && npm run docs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pages } from './docs/pages.mjs';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const folder = new URL('docs/reference/', root);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(pages(version))) {
  writeFileSync(new URL(name, folder), text);
  process.stdout.write(`${fileURLToPath(new URL(name, folder))}\n`);
}
