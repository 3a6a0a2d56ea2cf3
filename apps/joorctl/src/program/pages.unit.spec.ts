import type { ServiceAnswer } from '../service/service-client.js';
import { moreText, readPages, shellWord } from './pages.js';

const PAGES = [
  { items: [{ n: 1 }], next: 'a b' },
  { items: [{ n: 2 }], next: 3 },
  { items: [], next: null },
];

/** A service that gives these pages one after the other. */
function paged() {
  const asked: unknown[] = [];
  const get = async (path: string, query?: object): Promise<ServiceAnswer> => ({
    status: 200,
    etag: null,
    body: PAGES[asked.push([path, query]) - 1],
  });
  return { asked, get };
}

it('reads one page, and says where the list goes on', async () => {
  const service = paged();
  const found = await readPages(service, '/v1/x', { q: 'y' }, { limit: 1 }, 'The list');
  expect(found).toEqual({ items: [{ n: 1 }], next: 'a b' });
  expect(service.asked).toEqual([['/v1/x', { q: 'y', limit: 1, after: undefined }]]);
});

it('reads every page from where it is told to go on, each whole to whom it concerns', async () => {
  const service = paged();
  const seen: unknown[] = [];
  const pages = { cursor: 'here', all: true };
  const found = await readPages(service, '/v1/x', {}, pages, 'The list', (page) => seen.push(page.next));
  expect(found).toEqual({ items: [{ n: 1 }, { n: 2 }], next: null });
  expect(service.asked).toMatchObject([
    ['/v1/x', { after: 'here' }],
    ['/v1/x', { after: 'a b' }],
    ['/v1/x', { after: '3' }],
  ]);
  expect(seen).toEqual(['a b', 3, null]);
});

it('says how to go on, for a shell', () => {
  expect(moreText({ next: null })).toBe('');
  expect(moreText({ next: 'WyJh' })).toBe('\n\nThere are more: add --cursor WyJh, or --all.');
  expect(moreText({ next: "O'Neil $(rm)" })).toContain("--cursor 'O'\\''Neil $(rm)',");
  expect(shellWord('\u001b[2J')).toBe("'[2J'");
});
