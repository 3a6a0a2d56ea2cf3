import { type FakeInstallation, fakeInstallation } from '../testing/fake-installation.js';
import {
  PRODUCT_PULLS,
  PRODUCT_RUN,
  REFUSED,
  PRODUCT_RUN_DETAIL as RUN,
  STYLE,
  STYLE_DETAIL,
} from '../testing/product-answers.js';

let installation: FakeInstallation;
let looks = 0;
let end: object = {};
beforeAll(async () => {
  installation = await fakeInstallation({
    settings: {
      'GET /v1/workspaces': { body: [{ workspaceId: 'wsp_1' }] },
      'GET /v1/workspaces/wsp_1/connections': { body: [{ connectionId: 'con_1', name: 'East Coast' }] },
    },
    products: {
      'GET /v1/products': ({ query: { after } }) => ({
        body: after ? { items: [{ ...STYLE, style: 'HAT' }], next: null } : { items: [STYLE], next: 'COAT' },
      }),
      'GET /v1/products/con_1/COAT': { body: STYLE_DETAIL },
      'GET /v1/products/con_1/refused': { body: { items: [REFUSED], next: null } },
      'GET /v1/products/con_2/refused': { body: { items: [], next: null } },
      'GET /v1/products/con_1/categories': { body: [{ category: 'Capes', styles: 4 }] },
      'GET /v1/products/con_2/categories': { body: [] },
      'GET /v1/products/con_1/pulls': { body: PRODUCT_PULLS },
      'GET /v1/products/con_2/pulls': { body: { pulls: [], unreadable: [] } },
      'POST /v1/products/con_1/pull': { status: 202, body: { asked: true } },
      'POST /v1/products/con_1/run': ({ body }) => ({
        status: 202,
        body: { ...RUN, state: 'queued', outcomes: [], asked: body },
      }),
      'POST /v1/products/con_2/run': {
        status: 409,
        body: { detail: 'Sync Product Details is No: set it to Yes, or ask for a preview.' },
      },
      'GET /v1/products/runs': { body: { items: [PRODUCT_RUN], next: 12 } },
      'GET /v1/products/runs/run-1': () => {
        looks += 1;
        return { body: { ...RUN, ...(looks < 2 ? { state: 'planning' } : end) } };
      },
      'POST /v1/products/runs/run-1/approve': { body: { ...RUN, state: 'running', decidedBy: 'Ada' } },
      'POST /v1/products/runs/run-1/reject': { body: { ...RUN, state: 'rejected' } },
      'POST /v1/products/runs/run-2/reject': {
        status: 409,
        body: { detail: 'The run does not wait for approval: it is done.' },
      },
    },
  });
});
afterAll(() => installation.close());
beforeEach(() => {
  looks = 0;
  end = { state: 'done' };
  installation.products.asked.splice(0);
});
const products = (...args: string[]) => installation.joorctl('products', ...args);
const asked = () => installation.products.asked.map(({ method, path }) => `${method} ${path}`);

describe('products list', () => {
  it('is a table, and says how to go on', async () => {
    const { code, out } = await products('list', 'con_1');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^STYLE +NAME +VARIANTS +IN THE WMS +STATE +JOOR ID +CHANGED +REASON\nCOAT +Wool coat +2 +yes +applied +prd-9 /,
    );
    expect(out).toContain('add --cursor COAT, or --all');
  });

  it('asks for what the options say, of a connection by its name', async () => {
    await products(
      ...['list', 'East Coast', '--search', 'wool', '--state', 'refused', '--limit', '5', '--cursor', 'A B'],
    );
    expect(installation.products.asked[0]?.query).toEqual({
      connection: 'con_1',
      search: 'wool',
      state: 'refused',
      limit: '5',
      after: 'A B',
    });
  });

  it('follows every page with --all', async () => {
    const { out } = await products('list', 'con_1', '--all', '--json');
    expect(JSON.parse(out)).toMatchObject({ items: [{ style: 'COAT' }, { style: 'HAT' }], next: null });
  });

  it('needs a connection', async () => {
    expect(await products('list')).toMatchObject({ code: 2, err: expect.stringContaining('connection') });
    expect(asked()).toEqual([]);
  });
});

describe('one style', () => {
  it('is explained, with the plan as a difference', async () => {
    const { code, out } = await products('explain', 'con_1', 'COAT');
    expect(code).toBe(0);
    expect(out).toContain('COAT: update, 1 change\n  description: nothing → "Warm."');
    expect(out).toMatch(/Last outcome\nstate +queued\n/);
  });

  it('is given to scripts as the service said it', async () => {
    expect(JSON.parse((await products('explain', 'con_1', 'COAT', '--json')).out)).toEqual(STYLE_DETAIL);
  });

  it('may not be known, and its name is no path', async () => {
    expect(await products('explain', 'con_1', '../con_2/X?')).toMatchObject({
      code: 3,
      err: 'product-service answered 404: There is no such thing.\n',
    });
    expect(asked()).toEqual(['GET /v1/products/con_1/..%2Fcon_2%2FX%3F']);
  });
});

describe('what is not in JOOR', () => {
  it('has its reasons', async () => {
    expect((await products('refused', 'con_1')).out).toMatch(
      /^STYLE +NAME +REASON\nHAT +Hat +It has no line sheet: name one in the WMS\.\n$/,
    );
    expect((await products('refused', 'con_2')).out).toBe('No style is refused.\n');
    expect(installation.products.asked[0]?.query).toEqual({});
  });

  it('may be a category', async () => {
    const { out } = await products('categories', 'con_1');
    expect(out).toMatch(/Capes +4\n\nMap them by the setting products\.categories\.\n/);
    expect(JSON.parse((await products('categories', 'con_1', '--json')).out)).toEqual({
      items: [{ category: 'Capes', styles: 4 }],
    });
    expect((await products('categories', 'con_2')).out).toMatch(/^Every category has one/);
  });
});

describe('products run', () => {
  it('brings all styles to JOOR, and waits for the end', async () => {
    const { code, out } = await products('run', 'con_1');
    expect([code, looks]).toEqual([0, 2]);
    expect(out).toMatch(/state +done\n/);
    expect(installation.products.asked[0]?.body).toEqual({ preview: false });
  });

  it('brings chosen ones', async () => {
    const { out } = await products('run', 'con_1', 'COAT', 'HAT', '--no-wait', '--json');
    expect(JSON.parse(out)).toMatchObject({
      state: 'queued',
      asked: { styles: ['COAT', 'HAT'], preview: false },
    });
    expect(looks).toBe(0);
  });

  it.each(['waiting-for-approval', 'failed', 'rejected', 'superseded'])(
    'is not well when it is %s',
    async (state) => {
      end = { state };
      const { code, out } = await products('run', 'con_1');
      expect([code, out]).toEqual([1, expect.stringContaining(state)]);
    },
  );

  it('does not wait for a JOOR that does not answer: the run goes on by itself', async () => {
    const error = 'JOOR could not be asked what it has: it answered 503. It is tried again by itself.';
    end = { state: 'queued', error };
    const { code, out } = await products('run', 'con_1');
    expect([code, out]).toEqual([1, expect.stringContaining(`queued: ${error}`)]);
  });

  it('says why it is refused', async () => {
    expect(await products('run', 'con_2')).toMatchObject({
      code: 3,
      err: 'product-service answered 409: Sync Product Details is No: set it to Yes, or ask for a preview.\n',
    });
  });
});

describe('products preview', () => {
  it('shows the difference, and is well when it waits for approval', async () => {
    end = { state: 'waiting-for-approval' };
    const { code, out } = await products('preview', 'con_1', 'COAT');
    expect(code).toBe(0);
    expect(out).toContain('COAT: update, waiting-for-approval\n  description: nothing -> "Made of silk."');
    expect(installation.products.asked[0]?.body).toEqual({ styles: ['COAT'], preview: true });
  });

  it('is not well when it failed', async () => {
    end = { state: 'failed', error: 'The connection is switched off.' };
    const { code, out } = await products('preview', 'con_1');
    expect([code, out]).toEqual([1, expect.stringContaining('failed: The connection is switched off.')]);
  });
});

describe('runs', () => {
  it('are listed and shown', async () => {
    const { out } = await products('runs', 'con_1', '--limit', '1');
    expect(out).toMatch(/run-1 +con_1 +schedule +waiting-for-approval +1 +1 +3 +1 /);
    expect(out).toContain('--cursor 12');
    end = {};
    looks = 5;
    expect((await products('show-run', 'run-1', '--cursor', 'A')).out).toContain(
      'joorctl products approve run-1',
    );
    expect(installation.products.asked.map(({ query }) => query)).toEqual([
      { connection: 'con_1', limit: '1' },
      { after: 'A' },
    ]);
  });

  it('are approved or rejected', async () => {
    expect((await products('approve', 'run-1')).out).toBe(
      'Run run-1 goes to JOOR: 1 to create, 1 to update, 3 unchanged, 1 refused, 0 skipped. See joorctl products show-run run-1.\n',
    );
    expect((await products('reject', 'run-1')).out).toBe(
      'Run run-1 is rejected: nothing of it goes to JOOR.\n',
    );
    expect(asked()).toEqual(['POST /v1/products/runs/run-1/approve', 'POST /v1/products/runs/run-1/reject']);
  });

  it('are decided about once', async () => {
    const { code, err } = await products('reject', 'run-2');
    expect([code, err]).toEqual([3, expect.stringContaining('it is done')]);
  });
});

it('shows readings of the products with what could not be read, and asks for one', async () => {
  const { out } = await products('pulls', 'con_1');
  expect(out).toMatch(
    /^Readings\nBEGAN +ENDED +WHAT +OUTCOME +PAGES +READ +CHANGED +UNLISTED +REFUSED +REASON\n/,
  );
  expect(out).toMatch(/2026-11-24T14:00:00\.000Z +- +all +running +1 +20 +2 +0 +1\n/);
  expect(out).toMatch(
    /changed since 2026-11-24T12:00:00\.000Z +failed +0 +0 +0 +0 +0 +The WMS answered 503\n/,
  );
  expect(out).toMatch(
    /Could not be read\n.*\n- +2026-11-24T14:00:01\.000Z +pull +seasonYear must be a year\n/,
  );
  expect((await products('pulls', 'con_2')).out).toMatch(/^The products were never read/);
  expect((await products('pull', 'con_1')).out).toContain('see joorctl products pulls con_1');
});
