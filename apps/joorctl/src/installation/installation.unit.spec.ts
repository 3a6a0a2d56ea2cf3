import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from './installation.js';

const directory = mkdtempSync(join(tmpdir(), 'joorctl-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(content: unknown): string {
  const path = join(directory, 'joorctl.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

it('looks at the default ports when nothing is said', () => {
  expect(readInstallation({}, undefined)).toMatchObject({
    settingsUrl: 'http://127.0.0.1:4010',
    pollerUrl: 'http://127.0.0.1:4020',
    routerUrl: 'http://127.0.0.1:4030',
  });
});

it('reads the file', () => {
  const path = file({
    routerUrl: 'http://router:1/',
    kafkaBrokers: 'a:1, b:2',
    kafkaPrefix: 'x-',
    apiKey: 'k',
  });
  expect(readInstallation({}, path)).toMatchObject({
    routerUrl: 'http://router:1',
    kafkaBrokers: ['a:1', 'b:2'],
    kafkaPrefix: 'x-',
    apiKey: 'k',
  });
  expect(readInstallation({}, file({ kafkaBrokers: ['a:1'] })).kafkaBrokers).toEqual(['a:1']);
});

it('reads the key from the file that the file names', () => {
  const apiKeyFile = join(directory, 'first-api-key');
  writeFileSync(apiKeyFile, 'jb_1_secret\n');
  expect(readInstallation({}, file({ apiKeyFile })).apiKey).toBe('jb_1_secret');
  expect(readInstallation({}, file({ apiKeyFile: `${apiKeyFile}.gone` })).apiKey).toBeNull();
});

it('prefers what is given, the key included', () => {
  const path = file({ routerUrl: 'http://router:1', apiKey: 'k', kafkaPrefix: 'x-' });
  expect(
    readInstallation({ routerUrl: 'https://other', apiKey: 'mine', kafkaPrefix: undefined }, path),
  ).toMatchObject({ routerUrl: 'https://other', apiKey: 'mine', kafkaPrefix: 'x-' });
});

it.each([
  [() => readInstallation({}, join(directory, 'none.json')), 'cannot be read'],
  [() => readInstallation({}, file('{')), 'is no joorctl.json'],
  [() => readInstallation({}, file({ routerUrl: 7 })), 'is no joorctl.json'],
  [() => readInstallation({ routerUrl: 'router:4030' }, undefined), '--router-url must be'],
  [() => readInstallation({ settingsUrl: 'ftp://x' }, undefined), '--settings-url must be'],
])('refuses what it cannot use (%#)', (reading, words) => expect(reading).toThrow(words));
