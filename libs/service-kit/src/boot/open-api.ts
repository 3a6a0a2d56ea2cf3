import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The OpenAPI document of a service, as its code stands. */
export function openApiDocument(app: INestApplication, name: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle(`joor-bridge ${name}`)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key: jb_…' })
    .addSecurityRequirements('bearer')
    .build();
  return SwaggerModule.createDocument(app, about, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves the document at `/openapi.json` and a page to try it at `/docs`. */
export function serveOpenApi(app: INestApplication, name: string): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, name), { jsonDocumentUrl: 'openapi.json' });
}
