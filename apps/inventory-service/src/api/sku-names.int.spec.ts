import { eventually } from '@joor-bridge/testing';
import { JoorRig } from '../testing/joor-rig.js';

const NAMES = ['skipped', 'drift', 'sku', 'run', '..', 'A/B', 'A B+C%2F', 'Ä', 'x'.repeat(150)];

let joor: JoorRig;
let ada: string;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  ada = await joor.apiKey('wsp_1');
  await joor.connect('con_a');
  await joor.push('con_a', Object.fromEntries(NAMES.map((name, at) => [name, at])));
}, 60_000);
afterAll(() => joor?.close());

test.each(NAMES.map((name, at) => [name, at]))('a SKU may be named %s', async (name, available) => {
  const detail = await eventually(async () => {
    const answer = await joor.call('GET', `/v1/inventory/con_a/sku?sku=${encodeURIComponent(name)}`, ada);
    if (answer.status !== 200) throw new Error(`it is answered ${answer.status}: ${answer.body.detail}`);
    return answer.body;
  });
  expect(detail).toMatchObject({ sku: name, levels: [{ available }] });
});
