import type { FaultKind } from './fault.js';

/** The answer is padded with blanks to `bytes`: valid JSON that nobody should want to hold. */
export const oversizedBody: FaultKind = {
  kind: 'oversized-body',
  read: (settings) => {
    const bytes = settings.number('bytes', 8 * 1024 * 1024, 1, 512 * 1024 * 1024);
    return {
      disturb: () => ({
        afterwards: (answer) => ({ answer: { ...answer, body: answer.body.padEnd(bytes, ' ') } }),
      }),
    };
  },
};
