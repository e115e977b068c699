import { IsOptional, IsString, MaxLength } from 'class-validator';

/** What Xero sends along (OAuth 2): either a code or an error, and our state. */
export class ConsentAnswer {
  @IsOptional() @IsString() @MaxLength(4000) code?: string;
  @IsOptional() @IsString() @MaxLength(500) state?: string;
  @IsOptional() @IsString() @MaxLength(200) error?: string;
  @IsOptional() @IsString() @MaxLength(1000) error_description?: string;
  @IsOptional() @IsString() @MaxLength(1000) error_uri?: string;
  @IsOptional() @IsString() @MaxLength(2000) scope?: string;
  @IsOptional() @IsString() @MaxLength(500) session_state?: string;
}

export class ConsentOutcome {
  @IsOptional() @IsString() @MaxLength(80) connection?: string;
  @IsOptional() @IsString() @MaxLength(80) problem?: string;
}
