import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';

let rig: IntakeRig;
let ours = '';
let theirs = '';

const product = (styleNumber: string, more: object = {}) => ({
  styleNumber,
  name: 'Coat',
  variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
  ...more,
});
async function ask(method: string, path: string, key: string) {
  const answer = await fetch(`${rig.running().url}/v1/products/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown[]> };
}

beforeAll(async () => {
  rig = await IntakeRig.start();
  await rig.service();
  ours = await rig.apiKey('wsp_1');
  theirs = await rig.apiKey('wsp_2');
  rig.wms.products = [product('A'), product('B', { seasonYear: 'soon' })];
  await rig.connect('con_1', { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' });
  await rig.connect('con_off');
  await eventually(async () => (await ask('GET', 'con_off/pulls', ours)).status === 200);
});
afterAll(() => rig?.close());

it('a pull is asked for, and shown with what it read and could not read', async () => {
  const asked = await eventually(async () => {
    const answer = await ask('POST', 'con_1/pull', ours);
    return answer.status === 202 && answer;
  });
  expect(asked.body).toEqual({ asked: true });
  const { body } = await eventually(async () => {
    const answer = await ask('GET', 'con_1/pulls', ours);
    return answer.body.unreadable?.length === 1 && answer;
  });
  expect(body.unreadable).toEqual([
    { style: 'B', reason: 'seasonYear must be a year', source: 'pull', seenAt: expect.any(String) },
  ]);
  const done = await eventually(async () => {
    const answer = await ask('GET', 'con_1/pulls', ours);
    const [pull] = answer.body.pulls as { outcome: string }[];
    return pull?.outcome === 'done' && pull;
  });
  expect(done).toMatchObject({ changedSince: null, pages: 1, read: 2, changed: 1, unlisted: 0, refused: 1 });
});

it('where nothing is read a pull is refused with the reason', async () => {
  expect(await ask('POST', 'con_off/pull', ours)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Sync Product Details') },
  });
});

it('another workspace sees nothing of it', async () => {
  const nobody = await ask('GET', 'con_9/pulls', ours);
  expect(nobody.status).toBe(404);
  expect(await ask('GET', 'con_1/pulls', theirs)).toEqual(nobody);
  expect((await ask('POST', 'con_1/pull', theirs)).status).toBe(404);
  expect((await ask('GET', 'con_1/pulls', 'jb_no'))?.status).toBe(401);
});
