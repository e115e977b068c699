import { type XeroApp, redirectUriAllowed } from './app.js';
import { scopesAllowed } from './scopes.js';

export interface ConsentRequest {
  params: Record<string, string>;
  redirectUri: string;
  scopes: string[];
  state?: string;
  challenge?: string;
  nonce?: string;
  /** Whether the user may pick several organisations at once. */
  bulk: boolean;
}

/** The names the consent form carries through as hidden inputs. */
const PARAMS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'acr_values',
  'nonce',
  'prompt',
];

/** Checks what an app asks of the user. An error is shown on Xero's own page: the app never hears of it. */
export function readConsentRequest(
  app: XeroApp,
  read: (name: string) => string | undefined,
): ConsentRequest | { error: string } {
  const params = Object.fromEntries(
    PARAMS.flatMap((name) => [[name, read(name)]]).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const {
    response_type,
    client_id,
    redirect_uri = '',
    scope = '',
    state,
    code_challenge,
    code_challenge_method,
    acr_values = '',
    nonce,
  } = params;
  if (client_id !== app.clientId) return { error: 'unauthorized_client' };
  if (!redirectUriAllowed(app, redirect_uri)) return { error: 'invalid_redirect_uri' };
  if (response_type !== 'code') return { error: 'unsupported_response_type' };
  if (code_challenge !== undefined && code_challenge_method !== 'S256') return { error: 'invalid_request' };
  const scopes = [...new Set(scope.split(' ').filter((name) => name !== ''))];
  if (!scopesAllowed(scopes, app)) return { error: 'invalid_scope' };
  return {
    params,
    redirectUri: redirect_uri,
    scopes,
    bulk: app.bulkConnections === true && !acr_values.split(' ').includes('bulk_connect:false'),
    ...(state === undefined ? {} : { state }),
    ...(code_challenge === undefined ? {} : { challenge: code_challenge }),
    ...(nonce === undefined ? {} : { nonce }),
  };
}

/** Reads a query as Xero does: `%20` separates scopes, a literal `+` stays a plus and spoils the scope. */
export function queryReader(rawQuery: string): (name: string) => string | undefined {
  const pairs = new Map(
    rawQuery
      .split('&')
      .map((pair): [string, string] => [
        decodeURIComponent(pair.split('=')[0] ?? ''),
        pair.slice(pair.indexOf('=') + 1),
      ]),
  );
  return (name) => {
    const raw = pairs.get(name);
    return raw === undefined ? undefined : decodeURIComponent(raw);
  };
}
