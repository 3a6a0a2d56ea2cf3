import { run } from '../program/run.js';

/** The time in these tests. */
export const NOW = Date.parse('2026-11-24T15:00:00.000Z');

/** Runs a command line and gives what it printed. */
export async function commandLine(...args: string[]) {
  let out = '';
  let err = '';
  const code = await run(args, {
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      err += text;
    },
    now: () => NOW,
  });
  return { code, out, err };
}
