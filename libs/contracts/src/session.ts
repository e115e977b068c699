import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** POST /api/v1/session */
export class SignInRequest {
  @Matches(/^\d{1,20}$/, {
    message: 'The organisation id is a number: it stands in the address of Productive, right after the host.',
  })
  organisationId!: string;

  @IsString()
  @IsNotEmpty({ message: 'Paste a personal access token.' })
  @MaxLength(500, { message: 'That is too long for a token.' })
  token!: string;
}

/** GET /api/v1/session. State-changing requests of a signed-in person carry `csrfToken` in the header `x-csrf-token`. */
export interface SessionView {
  readonly organisation: { readonly id: string; readonly name: string; readonly plan: string };
  readonly person: { readonly id: string; readonly name: string };
  readonly csrfToken: string;
  readonly expiresAt: string;
  /** Whether everybody sees the payment section of expenses now. */
  readonly showsExpensePayments: boolean;
  readonly features: {
    readonly isUpgradeRequired: boolean;
    /** Whether the plan has purchase orders to copy. */
    readonly hasPurchaseOrders: boolean;
  };
}

/** GET /api/v1/sandbox, without signing in: 404 when the bridge talks to the real services. */
export interface SandboxView {
  readonly agencies: readonly { readonly name: string; readonly organisationId: string; readonly token: string }[];
  /** Pages to play Xero and Productive by hand. */
  readonly xeroUrl: string;
  readonly productiveUrl: string;
}

/** GET /api/v1/expense-payment-section: for whoever shows expenses. */
export interface ExpensePaymentSectionView {
  /** Show the payment section of expenses to everybody in the organisation. */
  readonly isVisible: boolean;
  /** It is shown because expenses are exported to Xero; it goes back to what it was when that stops. */
  readonly isForced: boolean;
}
