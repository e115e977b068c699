import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ContactSearch {
  @IsOptional() @IsString() @MaxLength(200) search?: string;
}
