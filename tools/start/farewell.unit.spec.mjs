import { whatNext } from './farewell.mjs';

const places = {
  settings: 'http://127.0.0.1:4010',
  router: 'http://127.0.0.1:4030',
  inventory: 'http://127.0.0.1:4040',
  products: 'http://127.0.0.1:4050',
  sandbox: 'http://127.0.0.1:4900',
  apiKeyFile: '/repo/.data/first-api-key',
  data: undefined,
  config: '/repo/.data/joorctl.json',
};

describe('whatNext', () => {
  it('prints commands that find the usual place by themselves', () => {
    const text = whatNext(places);
    expect(text).toContain('  npx joorctl orders list\n');
    expect(text).toContain('data is kept in .data (npm start -- --fresh starts over)');
    expect(text).not.toContain('--config');
  });

  it('names the file of another place in every command', () => {
    const text = whatNext({ ...places, data: '/tmp/x', config: '/tmp/x/joorctl.json' });
    const commands = text.split('\n').filter((line) => line.includes('npx joorctl'));
    expect(commands).toHaveLength(6);
    for (const command of commands) expect(command).toContain('npx joorctl --config /tmp/x/joorctl.json ');
    expect(text).toContain('data is kept in /tmp/x (npm start -- --data /tmp/x --fresh starts over)');
  });

  it('quotes a path with spaces, so that it can be pasted', () => {
    const text = whatNext({ ...places, data: "it's here", config: "/a/it's here/joorctl.json" });
    expect(text).toContain("npx joorctl --config '/a/it'\\''s here/joorctl.json' doctor");
  });
});
