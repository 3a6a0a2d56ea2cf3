import { readFileSync } from 'node:fs';

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

const openapi: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
);

/** Routes as `openapi.json` has them, the ones without a parameter first, as `…/wms/authorize` beside `…/{slot}`. */
const operations = Object.entries(openapi.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      route: `${method.toUpperCase()} ${path}`,
      asked: new RegExp(`^${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      statuses: Object.keys(responses),
    })),
  )
  .sort((a, b) => a.route.split('{').length - b.route.split('{').length);

/** @throws when a route of the API answers with a status that `openapi.json` does not tell of */
export function mustBeDocumented(asked: string, status: number): void {
  const operation = operations.find((one) => one.asked.test(asked.split('?')[0] ?? ''));
  if (operation === undefined || operation.statuses.includes(String(status))) return;
  throw new Error(`${operation.route} answered ${status}; openapi.json has ${operation.statuses.join(', ')}`);
}
