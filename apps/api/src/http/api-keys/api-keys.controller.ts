import { ApiKeys, Clock, Ids, Secrets, UnitOfWork, type ApiKey } from '@bridge/application';
import { NewApiKeyBody, type ApiKeyView, type NewApiKeyView } from '@bridge/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { notFound } from '../problems/answers.js';
import { instantView } from '../views/plain.js';

/** Keys for servers. Only people make and revoke them: a key that leaked cannot make itself permanent. */
@Controller('api/v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly unitOfWork: UnitOfWork,
    private readonly secrets: Secrets,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('manage')
  @Describe('The API keys of the organisation', { answers: [200, 'ApiKeyView[]'] })
  async list(@By() { tenantId }: Caller): Promise<readonly ApiKeyView[]> {
    return (await this.keys.all(tenantId)).map(apiKeyView);
  }

  @Post()
  @Needs('person')
  @Describe('Make an API key; its secret is shown this once', {
    answers: [201, 'NewApiKeyView'],
    body: 'NewApiKeyBody',
  })
  async create(@By() { tenantId, by }: Caller, @Body() { name, right }: NewApiKeyBody): Promise<NewApiKeyView> {
    const secret = this.secrets.create();
    const key: ApiKey = {
      id: this.ids.next(),
      tenantId,
      secretHash: this.secrets.fingerprint(secret),
      name: name.trim(),
      right,
      createdAt: this.clock.now(),
      createdBy: by,
    };
    await this.#note(tenantId, by, 'api_key.created', key);
    await this.keys.add(key);
    return { ...apiKeyView(key), secret };
  }

  @Delete(':id')
  @Needs('person')
  @Describe('Revoke an API key', { answers: [204] })
  @HttpCode(204)
  async revoke(@By() { tenantId, by }: Caller, @Param('id') id: string): Promise<void> {
    const key = (await this.keys.all(tenantId)).find((candidate) => candidate.id === id);
    if (key === undefined) throw notFound();
    if (key.revokedAt !== undefined) return;
    await this.keys.revoke(tenantId, id, this.clock.now());
    await this.#note(tenantId, by, 'api_key.revoked', key);
  }

  #note(tenantId: string, by: string, action: string, { id, name, right }: ApiKey): Promise<void> {
    return this.unitOfWork.run(tenantId, (store) =>
      store.audit.append({
        at: this.clock.now(),
        by,
        action,
        subject: { kind: 'api_key', id },
        detail: { name, right },
      }),
    );
  }
}

function apiKeyView({ id, name, right, createdAt, createdBy, lastUsedAt, revokedAt }: ApiKey): ApiKeyView {
  return {
    id,
    name,
    right,
    createdAt: instantView(createdAt),
    createdBy,
    ...(lastUsedAt !== undefined && { lastUsedAt: instantView(lastUsedAt) }),
    ...(revokedAt !== undefined && { revokedAt: instantView(revokedAt) }),
  };
}
