import { readFile } from 'node:fs/promises';

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** What the OpenAPI document of a service is held against. */
export interface OpenApiSubject {
  /** Folder below `apps`. */
  readonly service: string;
  /** The committed document. */
  readonly file: URL;
  describeApi(): Promise<string>;
  /** Every route, as `GET /v1/orders`. */
  readonly routes: readonly string[];
  /** Statuses that each of them must tell of. */
  readonly everywhere: readonly string[];
}

/** Defines the tests that every service's OpenAPI document has to pass. */
export function openApiTests({ service, file, describeApi, routes, everywhere }: OpenApiSubject): void {
  it(`is what the code says; write it with: npm run openapi -w apps/${service}`, async () => {
    expect(JSON.parse(await describeApi())).toEqual(JSON.parse(await readFile(file, 'utf8')));
  });

  it('names every route, needs a key for it and says what it answers', async () => {
    const document = JSON.parse(await describeApi());
    const operations = operationsOf(document.paths);
    expect(operations.map(({ route }) => route).sort()).toEqual([...routes].sort());
    expect(document.security).toEqual([{ bearer: [] }]);
    for (const { route, operation } of operations) {
      expect([route, operation.summary]).toEqual([route, expect.any(String)]);
      const answers = Object.keys(operation.responses);
      expect([route, answers]).toEqual([route, expect.arrayContaining([...everywhere])]);
      expect([route, answers.some((status) => status.startsWith('2'))]).toEqual([route, true]);
    }
  });
}

const operationsOf = (paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
