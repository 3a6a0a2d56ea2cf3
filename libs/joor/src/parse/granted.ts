import { JoorFailure } from '../client/joor-failure.js';
import { LooseRecord } from './loose-record.js';
import { UnreadableRecord } from './unreadable-record.js';

/**
 * Reads the `response` of a v2 answer: code 0, or none, is success.
 * @throws JoorFailure `refused` when JOOR's own code isn't 0, `malformed` when there is no reading it
 */
export function mustBeGranted(response: unknown): void {
  try {
    const answer = LooseRecord.of(response, 'response');
    const comment = answer.text('comment');
    const logId = answer.text('log_id');
    const code = answer.text('code');
    if (code !== '' && code !== '0') throw refusal(code, comment, logId);
  } catch (error) {
    if (error instanceof UnreadableRecord) {
      throw new JoorFailure('malformed', `JOOR's answer can't be read: ${error.message}.`);
    }
    throw error;
  }
}

const refusal = (code: string, comment: string, logId: string) =>
  new JoorFailure(
    'refused',
    `JOOR refused the request with code ${code}: ${comment || 'no comment'} (log id ${logId || 'none'}). ` +
      'Give JOOR support the log id if the comment does not help.',
  );
