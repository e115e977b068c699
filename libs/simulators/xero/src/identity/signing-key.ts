import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';

export interface SigningKey {
  /** For /jwks. */
  publicJwk: JsonWebKey;
  /** For a snapshot: whoever holds it signs as this issuer. */
  privateJwk: JsonWebKey;
  sign(claims: object): string;
  /** The claims of a token this key has signed; undefined for any other. Expiry is for the caller. */
  read(token: string): Record<string, unknown> | undefined;
}

let generated: KeyObject | undefined;

/** RS256. Making a key takes a quarter of a second, so one process makes one. */
export function createSigningKey(privateJwk?: JsonWebKey): SigningKey {
  const privateKey =
    privateJwk === undefined
      ? (generated ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
      : createPrivateKey({ key: privateJwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha1').update(String(jwk.n)).digest('hex').toUpperCase();
  const header = encode({ alg: 'RS256', kid, typ: 'JWT' });
  return {
    publicJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
    privateJwk: privateKey.export({ format: 'jwk' }),
    sign(claims) {
      const signed = `${header}.${encode(claims)}`;
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
    },
    read(token) {
      const [head, payload, signature, ...more] = token.split('.');
      if (head !== header || payload === undefined || signature === undefined || more.length > 0) return undefined;
      if (!createVerify('RSA-SHA256').update(`${head}.${payload}`).verify(publicKey, signature, 'base64url'))
        return undefined;
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    },
  };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
