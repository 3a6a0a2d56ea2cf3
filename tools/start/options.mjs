import { parseArgs } from 'node:util';
import { Fault } from '../setup/prepare.mjs';

export const USAGE = `npm start -- [options]

  --fresh        start over: removes what earlier runs kept in .data
  --once         stop when the first order, styles and stock figures have arrived (exit code 1 when they
                 have not within two minutes)
  --data <dir>   keep everything there instead of in .data
`;

/**
 * @param {readonly string[]} args
 * @returns {{ fresh: boolean, once: boolean, data: string | undefined, help: boolean }}
 * @throws {Fault}
 */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        fresh: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { data: undefined, ...values };
  } catch (error) {
    throw new Fault(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
