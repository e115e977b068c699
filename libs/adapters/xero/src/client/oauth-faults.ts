import { Fault } from '@bridge/application';
import { problem } from '@bridge/domain';
import { transportFault } from '@bridge/http';
import { openId } from './sdk.js';

export type OAuthStep = 'exchange the code' | 'refresh the token';

/** What a failed call to the token endpoint means. */
export function oauthFault(error: unknown, step: OAuthStep): Fault {
  const name = `Xero, ${step}`;
  if (error instanceof openId.errors.OPError) return fromAnswer(error, step, name);
  if (error instanceof openId.errors.RPError && !/timed out/.test(error.message)) return untrusted(error.message);
  if (error instanceof TypeError && error.message.startsWith('id_token ')) return untrusted(error.message);
  return transportFault(error, { name, isWrite: step === 'refresh the token' });
}

/** Tokens came, but not as OpenID Connect wants them: another issuer, audience, nonce or signature, or past their time. */
function untrusted(why: string): Fault {
  const detail = `The identity in Xero’s answer cannot be trusted: ${why}`;
  return new Fault({ kind: 'refused', problems: [problem('consent_untrusted', '', detail)] }, detail);
}

function fromAnswer(error: OPError, step: OAuthStep, name: string): Fault {
  const status = error.response?.statusCode ?? 400;
  const message = `${name}: ${error.error}`;
  if (error.error === 'invalid_grant')
    return step === 'refresh the token'
      ? new Fault({ kind: 'disconnected' }, message)
      : new Fault(
          { kind: 'refused', problems: [problem('consent_expired', '', 'Xero does not take this code.')] },
          message,
        );
  if (status === 429) return new Fault({ kind: 'rate_limited', retryAfterMs: 60_000, scope: 'short' }, message);
  if (status === 503) return new Fault({ kind: 'unavailable' }, message);
  // A token may have been rotated before the server failed; the old one works for half an hour more.
  if (status >= 500)
    return new Fault(
      step === 'refresh the token' ? { kind: 'uncertain', isReplayable: true } : { kind: 'unavailable' },
      message,
    );
  const detail = `Xero does not accept the app as it is set up: ${error.error}`;
  return new Fault({ kind: 'refused', problems: [problem('bad_request', '', detail)] }, message);
}

type OPError = InstanceType<typeof openId.errors.OPError>;
