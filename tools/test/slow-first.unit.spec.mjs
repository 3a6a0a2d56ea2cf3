import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SlowFirst from './slow-first.cjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
it('begins with what takes long, and leaves the rest as it is', () => {
  const paths = ['/b.int.spec.ts', '/a.int.spec.ts', '/apps/x/src/chaos/kill.int.spec.ts'];
  expect(SlowFirst.slowFirst(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual([
    '/apps/x/src/chaos/kill.int.spec.ts',
    '/b.int.spec.ts',
    '/a.int.spec.ts',
  ]);
});

it('names specs that are there', () => {
  const specs = ['apps', 'libs', 'bench'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.spec.ts') && !path.includes('node_modules'))
      .map((path) => `/${room}/${path}`),
  );
  expect(SlowFirst.SLOW.filter((part) => !specs.some((path) => path.includes(part)))).toEqual([]);
});
