import { ArrayMaxSize, IsArray, IsBoolean, IsEmail } from 'class-validator';
import type { ProblemView } from './problems.js';

/** PUT /api/v1/alerts → AlertsView */
export class AlertsBody {
  @IsBoolean() isOn!: boolean;
  @IsArray()
  @ArrayMaxSize(20, { message: 'Name twenty addresses at most.' })
  @IsEmail({}, { each: true, message: 'Each must be an e-mail address.' })
  addresses!: string[];
}

/** GET /api/v1/alerts: whom the bridge writes to when something fails. */
export interface AlertsView {
  /** Whether this server can send mail. Where it cannot, nothing can be switched on. */
  readonly isAvailable: boolean;
  readonly isOn: boolean;
  readonly addresses: readonly string[];
  readonly changedAt?: string;
  readonly changedBy?: string;
  /** The last letter. */
  readonly last?: {
    readonly subject: string;
    readonly writtenAt: string;
    readonly sentAt?: string;
    readonly sentTo: readonly string[];
    /** Why it did not reach everybody, or is tried again. */
    readonly problem?: ProblemView;
    readonly nextAttemptAt?: string;
  };
}
