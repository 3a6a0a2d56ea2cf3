import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';

let rig: IntakeRig;
let id = '';
let count = 0;

const product = (styleNumber: string, name = 'Coat', more: object = {}) => ({
  styleNumber,
  name,
  variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
  ...more,
});

beforeAll(async () => {
  rig = await IntakeRig.start();
  await rig.service();
});
afterAll(() => rig?.close());
beforeEach(async () => {
  count += 1;
  id = `con_${count}`;
  await rig.connect(id, {}, { products: 'push' });
  await eventually(async () => (await rig.push(id, [])).status === 200);
});

describe('a push', () => {
  it('answers each product for itself; the accepted ones are in the catalogue', async () => {
    const bad = product('B', 'Coat', { seasonYear: 'soon' });
    const answer = await rig.push(id, { products: [product('A'), bad, product('C'), 7] });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        refused: 2,
        changed: 2,
        results: [
          { styleNumber: 'A', status: 'accepted' },
          { styleNumber: 'B', status: 'refused', reason: 'seasonYear must be a year' },
          { styleNumber: 'C', status: 'accepted' },
          { styleNumber: '', status: 'refused' },
        ],
      },
    });
    await eventually(async () => (await rig.styles(id)).length === 2);
    expect(await rig.styles(id)).toEqual(['A Coat', 'C Coat']);
    const kept = await rig.intake().refused.list({ connectionId: id, world: 'production' });
    expect(kept.map(({ styleNumber, source }) => [styleNumber, source])).toEqual([
      ['', 'push'],
      ['B', 'push'],
    ]);
  });

  it('that is repeated changes nothing, and tells nothing', async () => {
    const signedAt = Date.now() - 5_000;
    expect((await rig.push(id, [product('A')], signedAt)).body).toMatchObject({ changed: 1 });
    expect((await rig.push(id, [product('A')], signedAt)).body).toMatchObject({ accepted: 1, changed: 0 });
    expect(await rig.told(id)).toHaveLength(1);
  });

  it('that was signed before another changes nothing, though it comes after it', async () => {
    const now = Date.now();
    await rig.push(id, [product('A', 'New')], now - 10_000);
    expect((await rig.push(id, [product('A', 'Old')], now - 20_000)).body).toMatchObject({
      accepted: 1,
      changed: 0,
    });
    await eventually(async () => (await rig.styles(id)).length === 1);
    expect(await rig.styles(id)).toEqual(['A New']);
  });

  it('of one style in two words refuses it', async () => {
    const { body } = await rig.push(id, [product('A'), product('A', 'Cape'), product('B'), product('B')]);
    expect(body).toMatchObject({ accepted: 2, refused: 2, changed: 1 });
  });

  it('of a style that is too large for an event refuses it with its size, and takes the others', async () => {
    const long = 'x'.repeat(19_200);
    const fields = Object.fromEntries(Array.from({ length: 52 }, (_, at) => [`custom.${at}`, long]));
    const { body } = await rig.push(id, [{ ...product('LARGE'), fields }]);
    expect(body).toMatchObject({
      accepted: 0,
      refused: 1,
      results: [{ styleNumber: 'LARGE', reason: expect.stringContaining('more than the 999000') }],
    });
  });
});

describe('what is not taken', () => {
  it('is a push with another secret', async () => {
    const other = `whsec_${Buffer.from('some other secret of the same length').toString('base64')}`;
    const { status, body } = await rig.push(id, [product('A')], Date.now(), other);
    expect([status, body.title]).toEqual([401, 'Unauthorized']);
    expect(await rig.told(id)).toEqual([]);
  });

  it('is a push for a connection that reads its WMS', async () => {
    await rig.connect(id, {}, { products: 'pull' });
    const { body } = await eventually(async () => {
      const answer = await rig.push(id, [product('A')]);
      return answer.status === 409 && answer;
    });
    expect(body.detail).toContain('set the destination\'s option "products" to "push"');
  });

  it('is a body that holds no list', async () => {
    expect(await rig.push(id, { products: 'A' })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('list of products') },
    });
    expect((await rig.push(id, '{"products":[')).status).toBe(400);
  });
});
