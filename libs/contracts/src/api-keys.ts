import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';

export const rightNames = ['view', 'copy', 'manage'] as const;
export type RightName = (typeof rightNames)[number];

/** GET /api/v1/api-keys → readonly ApiKeyView[]; DELETE /api/v1/api-keys/:id → 204 */
export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  readonly right: RightName;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly lastUsedAt?: string;
  readonly revokedAt?: string;
}

/** POST /api/v1/api-keys → NewApiKeyView (201) */
export class NewApiKeyBody {
  @IsString() @IsNotEmpty({ message: 'Give the key a name.' }) @MaxLength(100) name!: string;
  @IsIn(rightNames) right!: RightName;
}

export interface NewApiKeyView extends ApiKeyView {
  /** Shown once. Callers send it as `Authorization: Bearer …`. */
  readonly secret: string;
}
