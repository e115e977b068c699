import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { schemas } from './schemas.js';

const description = `Copies invoices and expenses from Productive to Xero, and brings payments back.

People sign in at \`POST /api/v1/session\` and are known by a cookie; whatever they change carries the session’s \`csrfToken\` in the header \`x-csrf-token\`.
Servers, Productive’s automations among them, send an API key as \`Authorization: Bearer …\`. Its right is \`view\`, \`copy\` or \`manage\`; each includes the one before.

Amounts are texts in major units; days are \`YYYY-MM-DD\`; moments are ISO 8601 in UTC. Every answer of 400 and above is a problem document (RFC 9457).`;

/** The OpenAPI document of a running API. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Productive–Xero bridge')
    .setDescription(description)
    .setVersion('1')
    .addCookieAuth('bridge_session', { type: 'apiKey', in: 'cookie', name: 'bridge_session' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return { ...document, components: { ...document.components, schemas: { ...schemas } } };
}
