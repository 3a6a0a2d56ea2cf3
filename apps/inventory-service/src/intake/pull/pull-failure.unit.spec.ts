import { OutboundRefused } from '@joor-bridge/service-kit';
import { PullFailed } from '@joor-bridge/wms';
import { failureOf, NotMaterialised } from './pull-failure.js';

describe('a pull that failed', () => {
  it('at the WMS says what the WMS said, and that it is tried again', () => {
    expect(failureOf(new PullFailed('unavailable', 'The stock cannot be read: 503.', 9_000))).toEqual({
      trouble: 'unavailable',
      reason: 'The stock cannot be read: 503. It is read again by itself.',
      retryAfterMs: 9_000,
    });
  });

  it('for its credentials does not promise that it mends by itself', () => {
    expect(failureOf(new PullFailed('unauthorized', 'Enter new credentials.')).reason).toBe(
      'Enter new credentials.',
    );
  });

  it("for the operator's policy says what that says", () => {
    const cause = new OutboundRefused('10.0.0.1 is not a public address');
    expect(failureOf(new PullFailed('unavailable', 'no answer', null, cause)).reason).toContain('10.0.0.1');
  });

  it('within joor-bridge shows nothing of its inside', () => {
    const failure = failureOf(new Error('relation "seen" does not exist'));
    expect(failure).toMatchObject({ trouble: 'internal', retryAfterMs: null });
    expect(failure.reason).not.toContain('seen');
    expect(failure.reason).toContain('the log of inventory-service');
  });

  it('because levels did not come back says where to look', () => {
    const { trouble, reason } = failureOf(new NotMaterialised(3));
    expect([trouble, reason]).toEqual([
      'internal',
      expect.stringContaining('3 levels that were read have not come back'),
    ]);
  });
});
