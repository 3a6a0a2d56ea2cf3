import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { wrongUsage } from '../program/exit-code.js';

/** Where the parts of an installation are. */
export interface Installation {
  readonly settingsUrl: string;
  readonly pollerUrl: string;
  readonly routerUrl: string;
  readonly inventoryUrl: string;
  readonly productsUrl: string;
  /**
   * Null when none is given. Read when it is needed: much can be looked at without.
   * @throws CommandFailed that names the file which cannot be read, or says that it is no key
   */
  readonly apiKey: () => string | null;
  readonly kafkaBrokers: readonly string[];
  readonly kafkaPrefix: string;
  readonly databaseUrl: string | null;
}

/** The same, as options and environment give it: any part may be left out. */
export type Given = { readonly [K in keyof InstallationFile]: InstallationFile[K] };

/** Where `npm start` leaves the addresses of what it started. */
export const DEFAULT_FILE = '.data/joorctl.json';

const InstallationFile = z.object({
  settingsUrl: z.string().optional(),
  pollerUrl: z.string().optional(),
  routerUrl: z.string().optional(),
  inventoryUrl: z.string().optional(),
  productsUrl: z.string().optional(),
  apiKey: z.string().optional(),
  apiKeyFile: z.string().optional(),
  kafkaBrokers: z.union([z.string(), z.array(z.string())]).optional(),
  kafkaPrefix: z.string().optional(),
  databaseUrl: z.string().optional(),
});
type InstallationFile = z.infer<typeof InstallationFile>;

/**
 * Puts an installation together: what is given, else what the file says, else where services listen by default.
 * @param path the file; a missing one is an error only when it was asked for by name
 * @throws CommandFailed
 */
export function readInstallation(given: Given, path: string | undefined): Installation {
  const place = path ?? DEFAULT_FILE;
  const file = readFile(place, path !== undefined);
  const from = { ...file, ...defined(given) };
  const brokers = from.kafkaBrokers ?? [];
  return {
    settingsUrl: address('settings', from.settingsUrl ?? 'http://127.0.0.1:4010'),
    pollerUrl: address('poller', from.pollerUrl ?? 'http://127.0.0.1:4020'),
    routerUrl: address('router', from.routerUrl ?? 'http://127.0.0.1:4030'),
    inventoryUrl: address('inventory', from.inventoryUrl ?? 'http://127.0.0.1:4040'),
    productsUrl: address('products', from.productsUrl ?? 'http://127.0.0.1:4050'),
    apiKey: () => apiKeyIn(from, dirname(place)),
    kafkaBrokers: (typeof brokers === 'string' ? brokers.split(',') : brokers)
      .map((broker) => broker.trim())
      .filter((broker) => broker !== ''),
    kafkaPrefix: from.kafkaPrefix ?? '',
    databaseUrl: from.databaseUrl ?? null,
  };
}

function readFile(path: string, mustExist: boolean): InstallationFile {
  const text = readText(path);
  if (text === null) {
    if (mustExist) throw wrongUsage(`The file ${path} cannot be read: give the path of a joorctl.json.`);
    return {};
  }
  try {
    return InstallationFile.parse(JSON.parse(text));
  } catch (error) {
    throw wrongUsage(
      `The file ${path} is no joorctl.json (${error instanceof Error ? error.name : 'unreadable'}).`,
    );
  }
}

/** @param folder where a relative path of the key's file begins: that of the file which names it */
function apiKeyIn({ apiKey, apiKeyFile }: InstallationFile, folder: string): string | null {
  // a variable that is set to nothing gives none
  if (apiKey) return asKey(apiKey, 'The API key');
  if (apiKeyFile === undefined) return null;
  const path = resolve(folder, apiKeyFile);
  const text = readText(path);
  if (text === null) {
    throw wrongUsage(
      `The API key cannot be read from ${path}: start settings-service, which writes the first one, or give one by --api-key or JOORCTL_API_KEY.`,
    );
  }
  return asKey(text, `What ${path} holds`);
}

/** Not more than a header can carry; whether it is valid is what the service says. */
function asKey(text: string, what: string): string {
  const key = text.trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw wrongUsage(`${what} is no API key: it is one word that begins with jb_.`);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function address(name: string, url: string): string {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw wrongUsage(`--${name}-url must be an http or https address, like http://127.0.0.1:4010.`);
  }
  return url.replace(/\/+$/, '');
}

const defined = (given: Given): Given =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
