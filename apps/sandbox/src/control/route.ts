import type { Call } from '../http/exchange.js';
import { readPathPart } from '../http/path-part.js';
import { BadRequest } from './fields.js';

export interface Asked {
  /** Parts of the path that the route names, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** `route` is a method and a path, `{name}` for a part that varies: `PUT /control/faults/{target}`. */
export interface Route {
  readonly route: string;
  /** What is answered as JSON, or a promise of it. */
  answer(asked: Asked): unknown;
}

/** The path's parameters, or null when the call is not for this route. @throws BadRequest when one cannot be read */
export function match({ route }: Route, call: Call): Record<string, string> | null {
  const [method, pattern = ''] = route.split(' ');
  const wanted = pattern.split('/');
  const given = call.path.split('/');
  if (method !== call.method || wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = given[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = actual;
    else if (part !== actual) return null;
  }
  return Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, decoded(text)]));
}

function decoded(text: string): string {
  const part = readPathPart(text);
  if (part === null) throw new BadRequest(`${text} in the path is not percent-encoded`);
  return part;
}
