import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which part of a list is wanted. */
export class PageQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) offset = 0;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit = 50;
}

export class ConnectionPageQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(80) connectionId?: string;
}

export class TextPageQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(200) text?: string;
}
