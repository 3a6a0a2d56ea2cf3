import { Output } from './output.js';

const printed = (json: boolean, act: (output: Output) => void) => {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  act(new Output(write, json));
  return text;
};

it('renders for people', () => {
  expect(printed(false, (output) => output.result({ n: 1 }, () => 'one'))).toBe('one\n');
});

it('gives scripts JSON, and does not render', () => {
  const text = printed(true, (output) =>
    output.result({ n: 1, none: null }, () => {
      throw new Error('not for scripts');
    }),
  );
  expect(JSON.parse(text)).toEqual({ n: 1, none: null });
});
