const COLOURS = [36, 33, 35, 32, 34, 96, 93];

/**
 * Puts a program's output out line by line with its name before each line, so that several can share a terminal.
 *
 * @param {string} name
 * @param {{ index: number, width: number, coloured: boolean, write: (text: string) => void }} style
 * `index` picks the colour, `width` aligns the names
 */
export function prefixer(name, { index, width, coloured, write }) {
  const padded = name.padEnd(width);
  const prefix = coloured
    ? `\u001b[${COLOURS[index % COLOURS.length]}m${padded}\u001b[0m │ `
    : `${padded} │ `;
  let rest = '';
  return {
    /** @param {string} text a piece of output, cut anywhere */
    push(text) {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) write(`${prefix}${line}\n`);
    },
    /** The program has ended: what it left without a line end comes out. */
    end() {
      if (rest !== '') write(`${prefix}${rest}\n`);
      rest = '';
    },
  };
}
