/** Longest value of a parameter, as the address holds it: many servers refuse addresses beyond 8,000 characters. */
const MAX_LENGTH = 4_000;
const SEPARATOR = encodeURIComponent(',').length;

/** Names, each once, in lists that fit into an address. Blank ones and those with a comma fit into none. */
export function namesByRequest(names: readonly string[], atMost: number): string[][] {
  const requests: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const name of new Set(names)) {
    if (name.trim() === '' || name.includes(',')) continue;
    const more = encodeURIComponent(name).length + SEPARATOR;
    const last = requests.at(-1);
    if (last && length + more <= MAX_LENGTH && last.length < atMost) {
      last.push(name);
      length += more;
    } else {
      requests.push([name]);
      length = more;
    }
  }
  return requests;
}
