import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

const NAME = /^(?=.*\S)[^\p{Cc}\p{Cs}]{1,100}$/u;

/** A name for people: 1 to 100 characters on one line. */
export const IsName = (example: string, required = true) =>
  applyDecorators(
    ApiProperty({ type: String, minLength: 1, maxLength: 100, example, required }),
    Matches(NAME, { message: 'must be text of 1 to 100 characters on one line' }),
  );
