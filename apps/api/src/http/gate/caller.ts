import type { Right } from '@bridge/application';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** Who sent the request, once the gatekeeper has let it in. */
export interface Caller {
  readonly tenantId: string;
  readonly right: Right;
  /** For the audit trail. */
  readonly by: string;
  /** Absent: a server with an API key. */
  readonly person?: {
    readonly id: string;
    readonly name: string;
    readonly sessionHash: string;
    readonly sessionSecret: string;
    readonly expiresAt: number;
  };
}

const callers = new WeakMap<Request, Caller>();

export function letIn(request: Request, caller: Caller): void {
  callers.set(request, caller);
}

/** Undefined on routes that are open to everybody. */
export function callerOf(request: Request): Caller | undefined {
  return callers.get(request);
}

/** The caller, as a parameter of a route that is not open to everybody. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callerOf(context.switchToHttp().getRequest<Request>());
  if (caller === undefined) throw new Error('This route is open to everybody and knows no caller');
  return caller;
});
