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
    inventoryUrl: 'http://127.0.0.1:4040',
    productsUrl: 'http://127.0.0.1:4050',
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
  });
  expect(readInstallation({}, path).apiKey()).toBe('k');
  expect(readInstallation({}, file({ kafkaBrokers: ['a:1'] })).kafkaBrokers).toEqual(['a:1']);
});

describe('the API key', () => {
  const apiKeyFile = join(directory, 'first-api-key');
  beforeEach(() => writeFileSync(apiKeyFile, 'jb_1_secret\n'));

  it('is read from the file that the file names', () => {
    expect(readInstallation({}, file({ apiKeyFile })).apiKey()).toBe('jb_1_secret');
  });

  it('is looked for beside the file that names it, wherever the command is typed', () => {
    expect(readInstallation({}, file({ apiKeyFile: 'first-api-key' })).apiKey()).toBe('jb_1_secret');
    expect(readInstallation({}, file({ apiKeyFile: './first-api-key' })).apiKey()).toBe('jb_1_secret');
  });

  it('that cannot be read is said with its file, and only when it is needed', () => {
    const { apiKey } = readInstallation({}, file({ apiKeyFile: 'gone' }));
    expect(apiKey).toThrow(
      `The API key cannot be read from ${join(directory, 'gone')}: start settings-service`,
    );
    expect(apiKey).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('is none when nothing gives one', () => {
    expect(readInstallation({}, file({})).apiKey()).toBeNull();
    expect(readInstallation({ apiKey: '' }, file({ apiKeyFile })).apiKey()).toBe('jb_1_secret');
  });

  it('may have a line break behind it, as a file has', () => {
    expect(readInstallation({ apiKey: 'jb_2_mine\r\n' }, file({})).apiKey()).toBe('jb_2_mine');
  });

  it.each(['jb_1\nx: y', 'jb 1', 'jb_é', '  '])(
    'that no header can carry is refused unsaid: %j',
    (apiKey) => {
      const reading = readInstallation({ apiKey }, file({})).apiKey;
      expect(reading).toThrow('The API key is no API key: it is one word that begins with jb_.');
      writeFileSync(apiKeyFile, apiKey);
      expect(readInstallation({}, file({ apiKeyFile })).apiKey).toThrow(
        `What ${apiKeyFile} holds is no API key`,
      );
    },
  );
});

it('prefers what is given, the key included', () => {
  const path = file({ routerUrl: 'http://router:1', apiKey: 'k', kafkaPrefix: 'x-' });
  const read = readInstallation({ routerUrl: 'https://other', apiKey: 'mine', kafkaPrefix: undefined }, path);
  expect(read).toMatchObject({ routerUrl: 'https://other', kafkaPrefix: 'x-' });
  expect(read.apiKey()).toBe('mine');
});

it.each([
  [() => readInstallation({}, join(directory, 'none.json')), 'cannot be read'],
  [() => readInstallation({}, file('{')), 'is no joorctl.json'],
  [() => readInstallation({}, file({ routerUrl: 7 })), 'is no joorctl.json'],
  [() => readInstallation({ routerUrl: 'router:4030' }, undefined), '--router-url must be'],
  [() => readInstallation({ settingsUrl: 'ftp://x' }, undefined), '--settings-url must be'],
])('refuses what it cannot use (%#)', (reading, words) => expect(reading).toThrow(words));
