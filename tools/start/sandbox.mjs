// How the bridge is told that it runs against the simulators: by addresses and credentials, as against the real services.

/** The agencies of the simulators' seed, and an admin's token of each. */
export const agencies = [
  { name: 'Brightwell Studio', organisationId: '1001', token: 'sandbox-brightwell-admin' },
  { name: 'Coolabah Digital', organisationId: '1002', token: 'sandbox-coolabah-admin' },
  { name: 'Cedar & Main', organisationId: '1003', token: 'sandbox-cedar-admin' },
  { name: 'Tiny Essentials', organisationId: '1004', token: 'sandbox-tiny-admin' },
];

/**
 * Servers talk to the simulators directly, people see them under the bridge's own address. `xeroUrl`, `productiveUrl`:
 * where the sandbox says that they are.
 */
export function sandboxEnvironment({ xeroUrl, productiveUrl }, publicUrl) {
  return {
    XERO_CLIENT_ID: 'sandbox-client',
    XERO_CLIENT_SECRET: 'sandbox-secret',
    XERO_WEBHOOK_KEY: 'sandbox-webhook-key',
    XERO_API_URL: xeroUrl,
    XERO_IDENTITY_URL: xeroUrl,
    XERO_LOGIN_URL: `${publicUrl}/sandbox/xero`,
    XERO_WEB_URL: `${publicUrl}/sandbox/xero`,
    PRODUCTIVE_API_URL: productiveUrl,
    PRODUCTIVE_WEB_URL: `${publicUrl}/sandbox/productive/organizations`,
    BRIDGE_SANDBOX_XERO_URL: xeroUrl,
    BRIDGE_SANDBOX_PRODUCTIVE_URL: new URL(productiveUrl).origin,
    BRIDGE_SANDBOX_AGENCIES: JSON.stringify(agencies),
  };
}

/** Once the bridge listens: Xero asks a subscriber to prove at once that it knows a good signature from a bad one. */
export async function subscribeWebhooks(xeroUrl, bridgeUrl) {
  const answer = await fetch(`${xeroUrl}/_control/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${bridgeUrl}/api/v1/webhooks/xero` }),
  });
  const { status } = await answer.json();
  if (status !== 'active') process.stderr.write(`The simulated Xero does not send webhooks: ${status}\n`);
}
