import type { Request, Response } from 'express';

const NAME = 'bridge_session';
const PATH = '/api';

/** The session’s secret out of the request’s cookies. */
export function readSessionCookie(request: Request): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  const secret = cookies.find((cookie) => cookie.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  return secret === '' ? undefined : secret;
}

export function setSessionCookie(response: Response, secret: string, expiresAt: number, isSecure: boolean): void {
  response.cookie(NAME, secret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: PATH,
    expires: new Date(expiresAt),
  });
}

export function clearSessionCookie(response: Response, isSecure: boolean): void {
  response.clearCookie(NAME, { httpOnly: true, sameSite: 'lax', secure: isSecure, path: PATH });
}
