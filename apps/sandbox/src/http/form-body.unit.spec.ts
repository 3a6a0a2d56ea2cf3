import type { Call } from './exchange.js';
import { readForm } from './form-body.js';

const call = (type: string, body: string): Call => ({
  method: 'POST',
  path: '/auth/',
  query: new URLSearchParams(),
  headers: { 'content-type': type },
  body,
});
const entries = (form: URLSearchParams) => Object.fromEntries(form);

describe('readForm', () => {
  it('reads an urlencoded form', () => {
    const form = readForm(call('application/x-www-form-urlencoded', 'grant_type=password&password=a%26b'));
    expect(entries(form)).toEqual({ grant_type: 'password', password: 'a&b' });
  });

  it.each(['boundary=XX', 'boundary="XX"'])('reads a multipart form with %s', (boundary) => {
    const parts = ['grant_type', 'password'].map(
      (name) => `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nvalue of ${name}\r\n`,
    );
    const form = readForm(call(`multipart/form-data; ${boundary}`, `${parts.join('')}--XX--\r\n`));
    expect(entries(form)).toEqual({ grant_type: 'value of grant_type', password: 'value of password' });
  });

  it('bears further headers of a part, empty values and line breaks', () => {
    const body =
      '--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain\r\n\r\none\r\ntwo\r\n' +
      '--b\r\nContent-Disposition: form-data; name="e"\r\n\r\n\r\n--b--\r\n';
    expect(entries(readForm(call('multipart/form-data; boundary=b', body)))).toEqual({
      a: 'one\r\ntwo',
      e: '',
    });
  });

  it('reads what FormData writes', async () => {
    const data = new FormData();
    data.append('username', 'ana@brand.example');
    data.append('password', 'p=ä&"x');
    const request = new Request('http://host.example/', { method: 'POST', body: data });
    const form = readForm(call(request.headers.get('content-type') ?? '', await request.text()));
    expect(entries(form)).toEqual({ username: 'ana@brand.example', password: 'p=ä&"x' });
  });
});
