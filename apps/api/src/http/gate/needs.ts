import type { Right } from '@bridge/application';
import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';

/** `nobody`: open to everybody. `person`: a signed-in admin, no API key. Otherwise the right that the caller must have. */
export type Need = Right | 'person' | 'nobody';

export const NEED = 'bridge:need';

/** Says who may use a route. A route that says nothing is closed to everybody. */
export function Needs(need: Need): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(NEED, need),
    ApiExtension('x-needs', need),
    ...(need === 'nobody' ? [] : [ApiSecurity('session')]),
    ...(need === 'nobody' || need === 'person' ? [] : [ApiSecurity('apiKey')]),
  );
}
