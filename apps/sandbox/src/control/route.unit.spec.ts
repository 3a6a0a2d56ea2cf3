import { BadRequest } from './fields.js';
import { match, type Route } from './route.js';

const route = (text: string): Route => ({ route: text, answer: () => undefined });
const matched = (text: string, method: string, path: string) =>
  match(route(text), { method, path, query: new URLSearchParams(), headers: {}, body: '' });

describe('match', () => {
  it.each([
    ['GET /control/faults', 'GET', '/control/faults', {}],
    ['PUT /control/faults/{target}', 'PUT', '/control/faults/wms-demo', { target: 'wms-demo' }],
    ['GET /a/{x}/b/{y}', 'GET', '/a/1/b/2%3A3', { x: '1', y: '2:3' }],
  ])('%s answers %s %s', (text, method, path, parameters) => {
    expect(matched(text, method, path)).toEqual(parameters);
  });

  it('refuses what cannot be decoded, of a call that is for it', () => {
    expect(() => matched('GET /a/{x}/b', 'GET', '/a/%zz/b')).toThrow(BadRequest);
    expect(matched('GET /a/{x}/b', 'GET', '/a/%zz/c')).toBeNull();
  });

  it.each([
    ['GET /control/faults', 'PUT', '/control/faults'],
    ['GET /control/faults', 'GET', '/control/faults/x'],
    ['GET /control/faults/{target}', 'GET', '/control/faults'],
    ['GET /a/{x}/b', 'GET', '/a/1/c'],
  ])('%s does not answer %s %s', (text, method, path) => {
    expect(matched(text, method, path)).toBeNull();
  });
});
