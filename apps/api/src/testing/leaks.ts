import type { XeroSimulator } from '@bridge/simulator-xero';

/** What may stand nowhere but where it is kept: tokens of both vendors and our own keys. */
export function vendorSecrets(xero: XeroSimulator, ours: readonly string[]): readonly string[] {
  const kept = JSON.stringify(xero.snapshot());
  const tokens = [...kept.matchAll(/"(?:token|code)":"([\w-]{20,})"/g)].map(([, token = '']) => token);
  return [...tokens, ...ours];
}

/** Where one of the secrets, or an access token of Xero (a JWT), stands in one of the texts. Says where, not what. */
export function leaksIn(name: string, texts: readonly string[], secrets: readonly string[]): readonly string[] {
  return texts.flatMap((text, index) => {
    const found = secrets.some((secret) => text.includes(secret)) || /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./.test(text);
    return found ? [`${name} ${index}: ${text.slice(0, 80)}`] : [];
  });
}

/** People's names and bank details: never in a log. */
export function peopleIn(name: string, texts: readonly string[]): readonly string[] {
  return texts.flatMap((text, index) => (text.includes('CANARY') ? [`${name} ${index}: ${text.slice(0, 80)}`] : []));
}
