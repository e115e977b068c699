import type { SandboxView } from '@bridge/contracts';
import { Controller, Get, Optional } from '@nestjs/common';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { HttpProblem } from '../problems/http-problem.js';
import { SandboxInfo } from './sandbox-info.js';

@Controller('api/v1/sandbox')
export class SandboxController {
  constructor(@Optional() private readonly sandbox?: SandboxInfo) {}

  @Get()
  @Needs('nobody')
  @Describe('The sandbox’s agencies and pages', {
    answers: [200, 'SandboxView'],
    refuses: { 404: ['The bridge talks to the real services.'] },
  })
  read(): SandboxView {
    if (this.sandbox === undefined)
      throw new HttpProblem(404, 'not_a_sandbox', 'Not a sandbox', {
        detail: 'The bridge talks to the real services.',
      });
    const { agencies, xeroUrl, productiveUrl } = this.sandbox;
    return {
      agencies: agencies.map(({ name, organisationId, token }) => ({ name, organisationId, token })),
      xeroUrl,
      productiveUrl,
    };
  }
}
