import { Clock, Doorkeeper, Secrets, rights } from '@bridge/application';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { HttpProblem } from '../problems/http-problem.js';
import { letIn, type Caller } from './caller.js';
import { csrfTokenOf, isOurOwnPage } from './csrf.js';
import { NEED, type Need } from './needs.js';
import { readSessionCookie } from './session-cookie.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Stands before every route. Closed unless the route says what it needs; a cookie alone never changes anything. */
@Injectable()
export class Gatekeeper implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly doorkeeper: Doorkeeper,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEED, [context.getHandler(), context.getClass()]);
    if (need === 'nobody') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.#identify(request);
    if (caller === undefined) throw notSignedIn();
    if (need === undefined) throw notAllowed('Nobody may use this.');
    if (need === 'person' && caller.person === undefined)
      throw notAllowed('Only a signed-in admin may do this, not an API key.');
    if (need !== 'person' && rights.indexOf(caller.right) < rights.indexOf(need))
      throw notAllowed(`This needs the right “${need}”; the API key has “${caller.right}”.`);
    letIn(request, caller);
    // What a caller may see is for nobody else, and stays in no cache.
    context.switchToHttp().getResponse<Response>().set('Cache-Control', 'private, no-store');
    return true;
  }

  async #identify(request: Request): Promise<Caller | undefined> {
    const authorization = request.headers.authorization;
    return authorization === undefined ? this.#person(request) : this.#server(authorization);
  }

  async #server(authorization: string): Promise<Caller | undefined> {
    const secret = /^Bearer ([\w.~+/=-]{1,500})$/i.exec(authorization)?.[1];
    const key = secret && (await this.doorkeeper.apiKey(this.secrets.fingerprint(secret), this.clock.now()));
    return key ? { tenantId: key.tenantId, right: key.right, by: `API key “${key.name}”` } : undefined;
  }

  async #person(request: Request): Promise<Caller | undefined> {
    const secret = readSessionCookie(request);
    if (secret === undefined) return undefined;
    const session = await this.doorkeeper.session(this.secrets.fingerprint(secret), this.clock.now());
    if (session === undefined) return undefined;
    if (!SAFE.has(request.method) && !isOurOwnPage(request, csrfTokenOf(this.secrets, secret))) throw notOurPage();
    const { tenantId, personId, personName, secretHash, expiresAt } = session;
    const person = { id: personId, name: personName, sessionHash: secretHash, sessionSecret: secret, expiresAt };
    return { tenantId, right: 'manage', by: personName, person };
  }
}

function notSignedIn(): HttpProblem {
  return new HttpProblem(401, 'not_signed_in', 'Sign in first', {
    detail: 'Nobody is signed in, or the session has ended. Servers send an API key as `Authorization: Bearer …`.',
  });
}

function notAllowed(detail: string): HttpProblem {
  return new HttpProblem(403, 'not_allowed', 'Not allowed', { detail });
}

function notOurPage(): HttpProblem {
  return new HttpProblem(403, 'csrf', 'The request did not come from our page', {
    detail: 'Send the csrfToken of GET /api/v1/session in the header x-csrf-token, from the same origin.',
  });
}
