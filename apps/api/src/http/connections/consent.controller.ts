import { randomBytes } from 'node:crypto';
import { CompleteConnect, Secrets, isFault } from '@bridge/application';
import { explainProblem, problemCatalogue, type ProblemCode } from '@bridge/domain';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Needs } from '../gate/needs.js';
import { readSessionCookie } from '../gate/session-cookie.js';
import { consentPage } from './consent-page.js';

/** Whatever stands in the address: Xero may add to it, so nothing is refused here. */
type Answer = Readonly<Record<string, unknown>>;

const problemCodes = Object.keys(problemCatalogue) as readonly ProblemCode[];
const CALLBACK = '/api/v1/connections/callback';

/** Where Xero sends the admin back to. Open to everybody, because the session may have ended: then the consent is worth nothing. */
@ApiExcludeController()
@Controller('api/v1/connections/callback')
export class ConsentController {
  constructor(
    private readonly completeConnect: CompleteConnect,
    private readonly secrets: Secrets,
  ) {}

  /** Uses the code up and goes on to an address without it, so that it stays in no history and no referrer. */
  @Get()
  @Needs('nobody')
  async complete(@Query() answer: Answer, @Req() request: Request, @Res() response: Response): Promise<void> {
    const outcome = new URLSearchParams(await this.#outcome(answer, request));
    response.set({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' });
    response.redirect(302, `${CALLBACK}/done?${outcome.toString()}`);
  }

  @Get('done')
  @Needs('nobody')
  done(@Query() answer: Answer, @Res() response: Response): void {
    const nonce = randomBytes(16).toString('base64');
    response.set({
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      // Anything stricter would cut the tie to the window that opened this one, on the way back from Xero.
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    });
    const problem = textIn(answer, 'problem');
    const code = problemCodes.find((known) => known === problem);
    response
      .type('html')
      .send(consentPage(nonce, textIn(answer, 'connection'), code && { code, ...explainProblem(code) }));
  }

  async #outcome(answer: Answer, request: Request): Promise<Record<string, string>> {
    const [state, code] = [textIn(answer, 'state'), textIn(answer, 'code')];
    if ('error' in answer) return { problem: 'consent_denied' };
    if (state === undefined || code === undefined) return { problem: 'consent_expired' };
    const secret = readSessionCookie(request);
    try {
      const connected = await this.completeConnect.run(
        state,
        code,
        secret === undefined ? '' : this.secrets.fingerprint(secret),
      );
      return connected.ok
        ? { connection: connected.value.id }
        : { problem: connected.problems[0]?.code ?? 'consent_expired' };
    } catch (error) {
      // The person stands in a small window: a page that says what happened serves better than a problem document.
      if (!isFault(error)) throw error;
      const { fault } = error;
      return { problem: fault.kind === 'refused' ? (fault.problems[0]?.code ?? 'consent_expired') : 'unavailable' };
    }
  }
}

function textIn(answer: Answer, name: string): string | undefined {
  const value = answer[name];
  return typeof value === 'string' && value !== '' && value.length <= 4000 ? value : undefined;
}
