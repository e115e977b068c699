import { createHash } from 'node:crypto';

/**
 * A name that Xero takes and the SDK can put into a path: letters, digits, dot, dash, underscore. Xero replaces a file of
 * the same name, so a name that had to be changed gets a sign of its own: two files must not become one.
 */
export function attachmentName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+/, '');
  if (plain === name && plain.length <= 120) return plain;
  const dot = plain.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  const sign = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return [stem.replace(/-+$/, '').slice(0, 80), sign].filter((part) => part !== '').join('-') + extension.slice(0, 20);
}
