import { BeginConnect, CheckConnection, ChooseOrganisation, Disconnect, SearchContacts } from '@bridge/application';
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
import { Describe } from '../openapi/describe.js';
import { text } from '../openapi/shape.js';
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
    private readonly searchContacts: SearchContacts,
  ) {}

  @Get()
  @Needs('view')
  @Describe('Every subsidiary and how it stands towards Xero', { answers: [200, 'SubsidiaryView[]'] })
  list(@By() { tenantId }: Caller): Promise<readonly SubsidiaryView[]> {
    return this.board.subsidiaries(tenantId);
  }

  @Post()
  @Needs('person')
  @Describe('Begin to connect a subsidiary', {
    answers: [201, 'ConsentView'],
    body: 'BeginConnectRequest',
    more: 'Open consentUrl in a new window. It ends at our callback, which tells the other windows of this origin and closes itself.',
    refuses: { 422: ['The plan does not allow it, or there is no such subsidiary.'] },
  })
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
  @Describe('Choose which of the granted Xero organisations is meant', {
    answers: [200, 'ConnectionView'],
    body: 'ChooseOrganisationRequest',
    refuses: { 422: ['It was not granted, is in use, or differs from the one before and is not confirmed.'] },
  })
  async choose(
    @By() { tenantId, by }: Caller,
    @Param('id') id: string,
    @Body() { organisationId, isConfirmed }: ChooseOrganisationRequest,
  ): Promise<ConnectionView> {
    await this.board.mustExist(tenantId, id);
    valueOf(await this.chooseOrganisation.run(tenantId, id, organisationId, by, isConfirmed ?? false));
    // Reads the chart: without it nothing could be mapped or copied until the daily probe.
    await this.checkConnection.run(tenantId, id);
    return this.board.connection(tenantId, id);
  }

  @Post(':id/check')
  @Needs('manage')
  @Describe('Ask Xero now whether the connection works', { answers: [200, 'ConnectionView'] })
  @HttpCode(200)
  async check(@By() { tenantId }: Caller, @Param('id') id: string): Promise<ConnectionView> {
    await this.board.mustExist(tenantId, id);
    await this.checkConnection.run(tenantId, id);
    return this.board.connection(tenantId, id);
  }

  @Delete(':id')
  @Needs('manage')
  @Describe('Disconnect from Xero; links, mappings and history stay', { answers: [204] })
  @HttpCode(204)
  async remove(@By() { tenantId, by }: Caller, @Param('id') id: string): Promise<void> {
    await this.board.mustExist(tenantId, id);
    await this.disconnect.run(tenantId, id, by);
  }

  @Get(':id/contacts')
  @Needs('copy')
  @Describe('Search the contacts of Xero, by name, e-mail or number', {
    answers: [200, 'ContactView[]'],
    query: { search: text },
  })
  async contacts(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() { search }: ContactSearch,
  ): Promise<readonly ContactView[]> {
    const found = await this.searchContacts.run(tenantId, id, search?.trim() ?? '');
    if (found === undefined) throw notFound();
    return found.map(contactView);
  }
}

function contactView({ id, name, email, number }: LedgerContact): ContactView {
  return { id, name, ...(email !== undefined && { email }), ...(number !== undefined && { number }) };
}
