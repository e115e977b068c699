import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ProblemView } from './problems.js';

export const connectionStatuses = [
  'not_connected',
  'choosing_organisation',
  'setup_incomplete',
  'connected',
  'needs_attention',
  'disconnected',
  'upgrade_required',
] as const;
export type ConnectionStatus = (typeof connectionStatuses)[number];

export interface ConnectionView {
  readonly id: string;
  readonly subsidiaryId: string;
  readonly subsidiaryName: string;
  readonly status: ConnectionStatus;
  readonly organisation?: { readonly id: string; readonly name: string };
  /** Organisations to choose from while `choosing_organisation`. */
  readonly offered: readonly { readonly organisationId: string; readonly name: string }[];
  readonly connectedAt?: string;
  readonly connectedBy: string;
  readonly disconnectedAt?: string;
  readonly lastImportedAt?: string;
  /** Work waits until then, and why. */
  readonly pausedUntil?: string;
  readonly trouble?: ProblemView;
  /** Refused copies, held payments and findings that wait for a person. */
  readonly attention: number;
  readonly waiting: number;
  /** Of settings that were saved at least once. */
  readonly review?: {
    /** When somebody saved or confirmed them last, and who. */
    readonly lastAt: string;
    readonly lastBy: string;
    /** Nobody has looked at them for 90 days. */
    readonly isDue: boolean;
    /** Mapped accounts, rates and themes that Xero no longer offers. */
    readonly drifted: readonly ProblemView[];
  };
}

/** GET /api/v1/connections: one entry for each subsidiary, connected or not. */
export interface SubsidiaryView {
  readonly id: string;
  readonly name: string;
  readonly status: ConnectionStatus;
  readonly connection?: ConnectionView;
}

/** POST /api/v1/connections → ConsentView */
export class BeginConnectRequest {
  @IsString()
  @IsNotEmpty({ message: 'Choose a subsidiary.' })
  @MaxLength(40)
  subsidiaryId!: string;
}

export interface ConsentView {
  /** Open it in a new window. */
  readonly consentUrl: string;
}

/** PUT /api/v1/connections/:id/organisation → ConnectionView */
export class ChooseOrganisationRequest {
  @IsString()
  @IsNotEmpty({ message: 'Choose a Xero organisation.' })
  @MaxLength(80)
  organisationId!: string;

  /** Needed when another organisation was connected before. */
  @IsOptional()
  @IsBoolean()
  isConfirmed?: boolean;
}

/** GET /api/v1/connections/:id/contacts?search= */
export interface ContactView {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly number?: string;
}
