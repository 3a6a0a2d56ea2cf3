import { prefixer } from './log-lines.mjs';

/** @param {boolean} coloured */
function captured(coloured) {
  /** @type {string[]} */
  const written = [];
  const output = prefixer('sandbox', { index: 0, width: 10, coloured, write: (text) => written.push(text) });
  return { written, output };
}

describe('prefixer', () => {
  it('puts the name before each line, however the output was cut', () => {
    const { written, output } = captured(false);
    output.push('first\nsec');
    output.push('ond\r\nthird');
    expect(written).toEqual(['sandbox    │ first\n', 'sandbox    │ second\n']);
    output.end();
    expect(written.at(-1)).toBe('sandbox    │ third\n');
  });

  it('says nothing at the end when nothing is left', () => {
    const { written, output } = captured(false);
    output.push('line\n');
    output.end();
    output.end();
    expect(written).toHaveLength(1);
  });

  it('colours the name alone', () => {
    const { written, output } = captured(true);
    output.push('line\n');
    expect(written).toEqual(['\u001b[36msandbox   \u001b[0m │ line\n']);
  });
});
