import type { CheckResult, Finding } from '../connector.js';
import type { Endpoint } from '../http/endpoint.js';
import { messageOf } from '../http/json-body.js';

/**
 * Whether the receiver is there and lets us in. It is asked with GET, which must create nothing; so
 * whether it accepts the signature shows with the first order only.
 */
export async function checkReceiver(
  endpoint: Endpoint,
  path: string,
  authorization: readonly string[],
): Promise<CheckResult> {
  const reply = await endpoint.send({ method: 'GET', path, headers: [...authorization], body: null });
  if (reply.kind !== 'answered') {
    return { ok: false, message: `The receiver cannot be reached: ${reply.reason}. Check the address.` };
  }
  const { status } = reply;
  if (status === 401 || status === 403) {
    const said = messageOf(reply.body, reply.clean);
    return {
      ok: false,
      message: `The receiver answered ${status}: ${said}. Enter the bearer token it expects.`,
    };
  }
  if (status >= 300 && status < 400) {
    const to = reply.clean(reply.header('location') ?? 'elsewhere');
    return { ok: false, message: `The receiver redirects to ${to}. Enter its final address.` };
  }
  if (status >= 500) {
    return { ok: false, message: `The receiver is there but answered ${status}. Ask its operator.` };
  }
  return {
    ok: true,
    message: `The receiver is there (it answered ${status}). Whether it accepts the signature shows with the first order.`,
  };
}

/** An external id that no order can have: theirs have a colon. */
export const PROBE = 'joor-bridge-check';

/** What a look-up of the probe says about look-ups. */
export function checkLookUp(finding: Finding): CheckResult {
  switch (finding.kind) {
    case 'absent':
      return { ok: true, message: 'Its look-up answers.' };
    case 'found':
      return {
        ok: false,
        message: `The look-up says that there is an order ${PROBE}, which cannot be: orders would be taken for delivered that are not. Correct lookUpPath or the receiver.`,
      };
    case 'unknown':
      return {
        ok: false,
        message: `The look-up cannot be used: ${finding.answer.reason}. For an order that is not there it must answer 404 with {"externalId":"…"}, the one asked for. Correct lookUpPath or the receiver.`,
      };
  }
}
