/** Fills in Xero's consent page as a person would, and answers where Xero sends the browser. */
export async function allowAtXero(consentUrl: string, user: string, organisationId: string): Promise<URL> {
  const page = await fetch(consentUrl);
  const html = await page.text();
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)) {
    if (name !== 'user') fields.set(name, value.replaceAll('&amp;', '&'));
  }
  fields.set('user', user);
  fields.append('tenants', organisationId);
  fields.set('decision', 'allow');
  const answer = await fetch(new URL('authorize', page.url), { method: 'POST', body: fields, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null)
    throw new Error(
      `Xero's consent page answered ${answer.status}: ${(await answer.text())
        .replace(/<style[^]*?<\/style>|<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 300)}`,
    );
  return new URL(location, page.url);
}
