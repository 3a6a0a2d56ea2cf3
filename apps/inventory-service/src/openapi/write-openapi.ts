import { writeFile } from 'node:fs/promises';
import { describeApi } from './describe-api.js';

const file = new URL('../../openapi.json', import.meta.url);
await writeFile(file, await describeApi());
process.stdout.write('openapi.json is written.\n');
