import { BeginConnect, CheckConnection, ChooseOrganisation, Disconnect, UnitOfWork } from '@bridge/application';
import {
  BeginConnectRequest,
  ChooseOrganisationRequest,
  type ConnectionView,
  type ConsentView,
  type ContactView,
  type SubsidiaryView,
} from '@bridge/contracts';
import type { LedgerContact } from '@bridge/domain';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { notFound, valueOf } from '../problems/answers.js';
import { ConnectionBoard } from './connection-board.js';
import { ContactSearch } from './contact-search.js';

@Controller('api/v1/connections')
export class ConnectionsController {
  constructor(
    private readonly board: ConnectionBoard,
    private readonly beginConnect: BeginConnect,
    private readonly chooseOrganisation: ChooseOrganisation,
    private readonly checkConnection: CheckConnection,
    private readonly disconnect: Disconnect,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Needs('view')
  list(@By() { tenantId }: Caller): Promise<readonly SubsidiaryView[]> {
    return this.board.subsidiaries(tenantId);
  }

  @Post()
  @Needs('person')
  async begin(
    @By() { tenantId, by, person }: Caller,
    @Body() { subsidiaryId }: BeginConnectRequest,
  ): Promise<ConsentView> {
    if (person === undefined) throw notFound();
    const { sessionHash } = person;
    return { consentUrl: valueOf(await this.beginConnect.run({ tenantId, subsidiaryId, by, sessionHash })) };
  }

  @Put(':id/organisation')
  @Needs('manage')
  async choose(
    @By() { tenantId, by }: Caller,
    @Param('id') id: string,
    @Body() { organisationId, isConfirmed }: ChooseOrganisationRequest,
  ): Promise<ConnectionView> {
    await this.board.mustExist(tenantId, id);
    valueOf(await this.chooseOrganisation.run(tenantId, id, organisationId, by, isConfirmed ?? false));
    return this.board.connection(tenantId, id);
  }

  @Post(':id/check')
  @Needs('manage')
  @HttpCode(200)
  async check(@By() { tenantId }: Caller, @Param('id') id: string): Promise<ConnectionView> {
    await this.board.mustExist(tenantId, id);
    await this.checkConnection.run(tenantId, id);
    return this.board.connection(tenantId, id);
  }

  @Delete(':id')
  @Needs('manage')
  @HttpCode(204)
  async remove(@By() { tenantId, by }: Caller, @Param('id') id: string): Promise<void> {
    await this.board.mustExist(tenantId, id);
    await this.disconnect.run(tenantId, id, by);
  }

  @Get(':id/contacts')
  @Needs('copy')
  async contacts(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() { search }: ContactSearch,
  ): Promise<readonly ContactView[]> {
    await this.board.mustExist(tenantId, id);
    const found = await this.unitOfWork.run(tenantId, (store) => store.contacts.search(id, search?.trim() ?? ''));
    return found.map(contactView);
  }
}

function contactView({ id, name, email, number }: LedgerContact): ContactView {
  return { id, name, ...(email !== undefined && { email }), ...(number !== undefined && { number }) };
}
