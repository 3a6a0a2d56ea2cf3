import type { Answer } from '../http/exchange.js';
import type { Transmission } from '../http/transmit.js';
import type { FaultKind } from './fault.js';

const WAYS = ['cut', 'html', 'empty', 'broken-off'] as const;

/** The effect happens; what comes back cannot be read. */
export const malformedBody: FaultKind = {
  kind: 'malformed-body',
  read: (settings) => {
    const how = settings.choice('how', WAYS, 'cut');
    return { disturb: () => ({ afterwards: (answer) => spoil(answer, how) }) };
  },
};

function spoil(answer: Answer, how: (typeof WAYS)[number]): Transmission {
  switch (how) {
    case 'cut':
      return { answer: { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) } };
    case 'html':
      return { answer: { ...answer, body: '<html><body><h1>Bad Gateway</h1></body></html>' } };
    case 'empty':
      return { answer: { ...answer, body: '' } };
    case 'broken-off':
      return { answer, breakOff: true };
  }
}
