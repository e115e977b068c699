/** PostgreSQL's word for a broken unique index, as both drivers report it. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
