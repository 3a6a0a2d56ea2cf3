import { EffectLedger } from '../effects/effect-ledger.js';
import { FaultSet } from '../faults/fault-set.js';
import { json } from '../http/exchange.js';
import { RequestBook } from '../requests/request-book.js';
import { type Shown, statusPage } from './status-page.js';

const plain = () => json(503, {});

function sandbox(): Shown & { faults: FaultSet; effects: EffectLedger; requests: RequestBook } {
  const faults = new FaultSet('joor-production', { throttled: plain, unauthorised: plain });
  return {
    effects: new EffectLedger(),
    requests: new RequestBook(),
    urls: { control: 'http://127.0.0.1:4900' },
    faults,
    faultSets: () => [faults],
  };
}

describe('statusPage', () => {
  it('says so when nothing has happened yet', () => {
    const { status, body } = statusPage(sandbox());
    expect(status).toBe(200);
    expect(body.match(/none yet/g)).toHaveLength(3);
  });

  it('shows orders, effects and duplicates of each destination', () => {
    const shown = sandbox();
    for (const id of ['1', '2', '2']) shown.effects.record('wms-demo', id, '');
    expect(statusPage(shown).body).toContain('<tr><td>wms-demo</td><td>2</td><td>3</td><td>1</td></tr>');
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
