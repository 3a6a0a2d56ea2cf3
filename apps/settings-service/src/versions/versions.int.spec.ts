import { SettingsUnderTest } from '../testing/settings-under-test.js';

/** One more than two pages of the usual size hold. */
const VERSIONS = 101;

describe('the versions of a connection', () => {
  let settings: SettingsUnderTest;
  let route: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    const connection = `/v1/connections/${await settings.aConnection(await settings.aWorkspace())}`;
    route = `GET ${connection}/versions`;
    for (let version = 1; version < VERSIONS; version += 1) {
      await settings.ask(`PATCH ${connection}`, { body: { enabled: version % 2 === 0 }, ifMatch: version });
    }
  });
  afterAll(() => settings.stop());

  const page = async (query = ''): Promise<number[]> =>
    (await settings.ask(`${route}${query}`)).body.map((one: { version: number }) => one.version);
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

  it('come fifty at once, the newest first', async () => {
    expect(await page()).toEqual(down(101, 52));
  });

  it('come page by page, none twice and none left out', async () => {
    const seen: number[] = [];
    for (let next = await page('?limit=40'); next.length > 0; ) {
      seen.push(...next);
      next = await page(`?limit=40&before=${next.at(-1)}`);
    }
    expect(seen).toEqual(down(101, 1));
  });

  it.each<[string, number[]]>([
    ['?limit=1', [101]],
    ['?limit=200', down(101, 1)],
    ['?before=3', [2, 1]],
    ['?before=3&limit=1', [2]],
    ['?before=1', []],
    ['?before=102&limit=2', [101, 100]],
    ['?before=2000000000&limit=2', [101, 100]],
  ])('are, for %s, these', async (query, versions) => {
    expect(await page(query)).toEqual(versions);
  });

  it.each([
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '-1'],
    ['limit', '1.5'],
    ['limit', 'x'],
    ['limit', ''],
    ['before', '0'],
    ['before', '-1'],
    ['before', '2000000001'],
    ['before', '1e400'],
    ['after', '1'],
  ])('are not asked for by %s=%s', async (name, value) => {
    const answer = await settings.ask(`${route}?${name}=${value}`);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, name]);
  });
});
