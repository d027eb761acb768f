import { Controller, Get } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import { routeOf } from '../platform/http/route';
import { openApiDocument } from './openapi-document';

@Controller()
export class OpenApiController {
  /** Made once: the contract does not change while the process runs. */
  private readonly document = openApiDocument();

  @Get(routeOf(ENDPOINTS.openapi))
  read(): Record<string, unknown> {
    return this.document;
  }
}
