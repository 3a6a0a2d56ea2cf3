import { z } from 'zod';
import { KeyRing } from '../secrets/key-ring.js';
import { commonShape } from './common-shape.js';
import { readKeyRing } from './read-key-ring.js';

type Environment = Readonly<Record<string, string | undefined>>;

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Name>;

/** What a shape of environment variables becomes: `JOOR_API_URL` is read as `joorApiUrl`. */
export type ConfigOf<Shape extends z.ZodRawShape> = {
  readonly [Name in keyof Shape & string as CamelCase<Name>]: z.output<Shape[Name]>;
};

/** What every service is configured with. */
export type ServiceConfig = ConfigOf<typeof commonShape> & { readonly keyRing: KeyRing };

/** The configuration cannot be used; the message lists every fault, one sentence a line. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  constructor(readonly faults: readonly string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * Reads the common variables and those of `shape` from the environment.
 * @throws ConfigFault with all faults at once; it never repeats a value
 */
export function readConfig<Shape extends z.ZodRawShape = Record<never, never>>(
  shape?: Shape,
  env: Environment = process.env,
): ServiceConfig & ConfigOf<Shape> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = z.object({ ...commonShape, ...shape }).safeParse(given);
  const keys = readKeyRing(given);
  const faults = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => sentence(issue, given))),
    ...keys.faults,
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigFault(faults);
  const named = Object.entries(parsed.data).map(([name, value]) => [camelCase(name), value]);
  return { ...Object.fromEntries(named), keyRing: keys.ring };
}

function sentence(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0]);
  return `${name} ${given[name] === undefined ? 'is not set' : issue.message}.`;
}

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
