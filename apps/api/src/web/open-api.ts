import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Serves the description of the API: /api/docs for people, /api/openapi.json for machines. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiOf(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Bridge API',
  });
}

export function openApiOf(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Productive–Xero bridge')
    .setDescription(
      'Copies invoices and expenses from Productive to Xero, and brings payments back. People sign in with a cookie session; servers send an API key.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key, made in the admin.' })
    .addCookieAuth('bridge_session')
    .build();
  return SwaggerModule.createDocument(app, description);
}
