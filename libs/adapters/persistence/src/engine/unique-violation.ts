/** PostgreSQL's word for a broken unique index (of this name, when one is given), as both drivers report it. */
export function isUniqueViolation(error: unknown, index = ''): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return error.message.includes(index);
}
