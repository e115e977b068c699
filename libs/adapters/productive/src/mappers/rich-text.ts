const TAGS = /<\/?(?:p|br|div|span|b|strong|i|em|u|s|a|ul|ol|li|h[1-6]|blockquote|code|pre)(?:\s[^<>]*)?\/?>/gi;
const LINE_ENDS = /<br(?:\s[^<>]*)?\/?>|<\/(?:p|div|li|h[1-6]|blockquote|pre)>/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The words of a text that may be rich. Productive's schema calls descriptions so and does not say how they are written, so
 * that tags are taken out where there are any; a text without tags stays to the letter.
 */
export function plainWords(text: string): string {
  if (text.search(TAGS) < 0) return text;
  const words = text
    .replace(/<li(?:\s[^<>]*)?>/gi, '- ')
    .replace(LINE_ENDS, '\n')
    .replace(TAGS, '')
    .replace(/&(#\d{1,6}|[a-z]{2,4});/gi, (entity, name: string) => decoded(name) ?? entity);
  return words
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decoded(name: string): string | undefined {
  const point = name.startsWith('#') ? Number(name.slice(1)) : undefined;
  if (point === undefined) return ENTITIES[name.toLowerCase()];
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
