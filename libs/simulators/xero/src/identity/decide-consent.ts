/** What a browser and its user do: opens the consent page, fills in the form of `user`, and answers where Xero sends them. */
export async function decideConsent(
  authorizeUrl: string,
  choice: { user?: string; tenants?: readonly string[]; decision: 'allow' | 'cancel' },
): Promise<{ page: string; status: number; location: URL | undefined; answer: string }> {
  const shown = await fetch(authorizeUrl);
  const page = await shown.text();
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].filter(
    ([, name]) => name !== 'user',
  );
  const form = new URLSearchParams(
    hidden.map(([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')]),
  );
  const fields = new URLSearchParams([...new Map(form)]);
  if (choice.user !== undefined) fields.set('user', choice.user);
  for (const tenant of choice.tenants ?? []) fields.append('tenants', tenant);
  fields.set('decision', choice.decision);
  const response = await fetch(new URL('authorize', authorizeUrl), {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  return {
    page,
    status: response.status,
    location: location === null ? undefined : new URL(location),
    answer: await response.text(),
  };
}
