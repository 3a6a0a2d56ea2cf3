import { EffectLedger } from '../effects/effect-ledger.js';
import { FaultSet } from '../faults/fault-set.js';
import { json } from '../http/exchange.js';
import { JoorWorld } from '../joor/joor-world.js';
import { RequestBook } from '../requests/request-book.js';
import { type Shown, statusPage } from './status-page.js';

const plain = () => json(503, {});

const worldOf = (name: 'production' | 'sandbox') => new JoorWorld(name, { seed: 's', lines: [1, 2] });

function sandbox(): Shown & { faults: FaultSet; effects: EffectLedger; requests: RequestBook } {
  const faults = new FaultSet('joor-production', { throttled: plain, unauthorised: plain });
  return {
    effects: new EffectLedger(),
    requests: new RequestBook(),
    urls: { control: 'http://127.0.0.1:4900' },
    faults,
    faultSets: () => [faults],
    joor: { production: worldOf('production'), sandbox: worldOf('sandbox') },
  };
}

describe('statusPage', () => {
  it('says so when nothing has happened yet', () => {
    const { status, body } = statusPage(sandbox());
    expect(status).toBe(200);
    expect(body.match(/none yet/g)).toHaveLength(4);
  });

  it('shows orders, effects and duplicates of each destination', () => {
    const shown = sandbox();
    for (const id of ['1', '2', '2']) shown.effects.record('wms-demo', id, '');
    expect(statusPage(shown).body).toContain('<tr><td>wms-demo</td><td>2</td><td>3</td><td>1</td></tr>');
  });

  it('shows what each JOOR account has', () => {
    const shown = sandbox();
    const account = shown.joor.production.account('demo');
    shown.joor.production.fill('demo', 3, 1);
    shown.joor.production.loadBrand('demo');
    const row = { item: '1', warehouse: 'East', on: null, quantity: 5, madeToOrder: false };
    for (const at of [1, 2]) account.stock.write(row, { at, askedAt: at });
    account.spending.took('POST /v2/bulk-inventory', 5);
    const skus = account.catalogue.skus.size;
    const cells = ['production:demo', 3, 24, skus, 1, 2, 5].map((cell) => `<td>${cell}</td>`).join('');
    expect(statusPage(shown).body).toContain(cells);
  });

  it('shows requests by answer', () => {
    const shown = sandbox();
    shown.requests.count('joor-production', 'r', 200, undefined);
    shown.requests.count('joor-production', 'r', 'reset', undefined);
    expect(statusPage(shown).body).toContain('<td>joor-production</td><td>2</td><td>200: 1, reset: 1</td>');
  });

  it('shows the faults there are, with their rate and what they struck', () => {
    const shown = sandbox();
    shown.faults.set([{ kind: 'error', rate: 0.5 }, { kind: 'hang' }]);
    const { body } = statusPage(shown);
    expect(body).toContain('<td>joor-production</td><td>error</td><td>0.5</td><td>0</td>');
    expect(body).toContain('<td>hang</td><td>1</td>');
  });

  it('lets nothing that came from outside become markup', () => {
    const shown = sandbox();
    shown.effects.record('<script>&', '1', '');
    const { body } = statusPage(shown);
    expect(body).toContain('&lt;script>&amp;');
    expect(body).not.toContain('<script>');
  });
});
