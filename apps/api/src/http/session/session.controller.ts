import { Clock, Secrets, SignIn, UnitOfWork, Doorkeeper, planProblem, type Tenant } from '@bridge/application';
import { SignInRequest, type SessionView } from '@bridge/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { By, type Caller } from '../gate/caller.js';
import { csrfTokenOf } from '../gate/csrf.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { clearSessionCookie, setSessionCookie } from '../gate/session-cookie.js';
import { SignInThrottle } from '../gate/sign-in-throttle.js';
import { HttpSettings } from '../http-settings.js';
import { notFound, refusal } from '../problems/answers.js';
import { HttpProblem } from '../problems/http-problem.js';
import { instantView } from '../views/plain.js';

@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly doorkeeper: Doorkeeper,
    private readonly unitOfWork: UnitOfWork,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly throttle: SignInThrottle,
    private readonly settings: HttpSettings,
  ) {}

  @Post()
  @Needs('nobody')
  @Describe('Sign in with a Productive organisation and a personal access token of an admin', {
    answers: [201, 'SessionView'],
    body: 'SignInRequest',
    refuses: {
      422: ['The token is unknown, belongs to another organisation, or its owner is no admin.'],
      429: ['Too many failed attempts; Retry-After says how long to wait.'],
    },
  })
  async open(
    @Body() { organisationId, token }: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    refuseForeignPage(request);
    const address = request.ip ?? '';
    const waitMs = this.throttle.waitMs(address, organisationId);
    if (waitMs > 0) throw tooMany(waitMs);
    const signedIn = await this.signIn.run(organisationId, token.trim());
    if (!signedIn.ok) {
      this.throttle.noteFailure(address, organisationId);
      throw refusal(signedIn.problems);
    }
    const { secret, person, expiresAt } = signedIn.value;
    setSessionCookie(response, secret, expiresAt, this.settings.isSecure);
    return sessionView(
      await this.#tenant(person.organisation.id),
      person,
      csrfTokenOf(this.secrets, secret),
      expiresAt,
    );
  }

  @Get()
  @Needs('person')
  @Describe('Who is signed in', { answers: [200, 'SessionView'] })
  async read(@By() { tenantId, person }: Caller): Promise<SessionView> {
    if (person === undefined) throw notFound();
    const csrfToken = csrfTokenOf(this.secrets, person.sessionSecret);
    return sessionView(await this.#tenant(tenantId), person, csrfToken, person.expiresAt);
  }

  @Delete()
  @Needs('person')
  @Describe('Sign out', { answers: [204] })
  @HttpCode(204)
  async close(@By() { tenantId, by, person }: Caller, @Res({ passthrough: true }) response: Response): Promise<void> {
    if (person === undefined) return;
    await this.doorkeeper.closeSession(person.sessionHash);
    await this.unitOfWork.run(tenantId, (store) =>
      store.audit.append({
        at: this.clock.now(),
        by,
        action: 'session.closed',
        subject: { kind: 'session', id: person.id },
        detail: {},
      }),
    );
    clearSessionCookie(response, this.settings.isSecure);
  }

  async #tenant(tenantId: string): Promise<Tenant> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    if (tenant === undefined) throw notFound();
    return tenant;
  }
}

function sessionView(
  tenant: Tenant,
  person: { readonly id: string; readonly name: string },
  csrfToken: string,
  expiresAt: number,
): SessionView {
  return {
    organisation: { id: tenant.id, name: tenant.name, plan: tenant.plan },
    person: { id: person.id, name: person.name },
    csrfToken,
    expiresAt: instantView(expiresAt),
    showsExpensePayments: tenant.expensePayments.isVisible,
    features: {
      isUpgradeRequired: planProblem(tenant, 'invoice') !== undefined,
      hasPurchaseOrders: planProblem(tenant, 'purchase_order') === undefined,
    },
  };
}

/** Nobody else’s page signs people in here: a visitor would work in a stranger’s organisation without knowing. */
function refuseForeignPage({ headers }: Request): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new HttpProblem(403, 'csrf', 'The request did not come from our page', {
      detail: 'Sign in on our own page.',
    });
}

function tooMany(retryAfterMs: number): HttpProblem {
  const minutes = Math.ceil(retryAfterMs / 60_000);
  return new HttpProblem(429, 'too_many_sign_ins', 'Too many attempts', {
    detail: `Signing in failed too often. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
    retryAfterMs,
  });
}
