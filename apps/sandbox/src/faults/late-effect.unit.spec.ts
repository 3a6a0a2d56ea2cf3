import { json } from '../http/exchange.js';
import { FaultSet } from './fault-set.js';

const plain = () => json(503, {});
const CALL = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body: '' };

function disturb(settings: object) {
  const faults = new FaultSet('t', { throttled: plain, unauthorised: plain });
  faults.set([{ kind: 'late-effect', ...settings }]);
  return faults.disturb(CALL);
}

describe('late-effect', () => {
  it('drops the exchange and works later', () => {
    expect(disturb({})).toMatchObject({ late: { ms: 1_000, how: 'reset' } });
    expect(disturb({ ms: 20, how: 'silence' })).toMatchObject({ late: { ms: 20, how: 'silence' } });
  });

  it.each([
    [{ how: 'loud' }, 'one of reset, silence'],
    [{ ms: -1 }, 'ms must be a number from 0'],
  ])('refuses %j', (settings, message) => {
    expect(() => disturb(settings)).toThrow(message);
  });
});
