import {
  CheckConnection,
  ReadSettings,
  ReviewSettings,
  SaveSettings,
  SourceReference,
  type SettingsView as ReadSettingsView,
} from '@bridge/application';
import {
  SaveSettingsRequest,
  TrackingValuesQuery,
  type ChartView,
  type ConnectionView,
  type SettingsView,
  type TrackingValuesView,
} from '@bridge/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ConnectionBoard } from '../connections/connection-board.js';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { trackingSources } from '../openapi/schemas/settings.js';
import { text } from '../openapi/shape.js';
import { conflict, refusal } from '../problems/answers.js';
import { invalid, invalidField } from '../problems/validation.js';
import { toSettings } from './settings-body.js';
import { chartView, settingsView } from './settings-view.js';

@Controller('api/v1/connections/:id')
export class SettingsController {
  constructor(
    private readonly board: ConnectionBoard,
    private readonly readSettings: ReadSettings,
    private readonly saveSettings: SaveSettings,
    private readonly reviewSettings: ReviewSettings,
    private readonly checkConnection: CheckConnection,
    private readonly reference: SourceReference,
  ) {}

  @Get('settings')
  @Needs('view')
  @Describe('The settings, what there is to choose from, and how each card stands', {
    answers: [200, 'SettingsView'],
    refuses: { 409: ['No organisation has been chosen yet.'] },
  })
  async read(@By() { tenantId }: Caller, @Param('id') id: string): Promise<SettingsView> {
    return settingsView(await this.#read(tenantId, id));
  }

  @Put('settings')
  @Needs('manage')
  @Describe('Save the settings, complete or not', {
    answers: [200, 'SettingsView'],
    body: 'SaveSettingsRequest',
    refuses: {
      409: ['Somebody else has saved a newer version; nothing was changed.'],
      422: ['Productive imports the payments by itself, so that they would be entered twice.'],
    },
  })
  async save(
    @By() { tenantId, by }: Caller,
    @Param('id') id: string,
    @Body() { version, settings }: SaveSettingsRequest,
  ): Promise<SettingsView> {
    await this.board.mustExist(tenantId, id);
    const outcome = await this.saveSettings.run(tenantId, id, toSettings(settings), version, by);
    if (outcome === undefined) throw noOrganisation();
    if (!outcome.ok && 'problems' in outcome) throw refusal(outcome.problems);
    if (!outcome.ok)
      throw conflict(
        'version_conflict',
        'Somebody else has saved meanwhile',
        `These settings are at version ${outcome.currentVersion} now; you changed version ${version}. Read them again and repeat your change.`,
      );
    return settingsView(await this.#read(tenantId, id));
  }

  @Post('settings/review')
  @Needs('manage')
  @Describe('Confirm that somebody looked at the settings and found them right', {
    answers: [200, 'ConnectionView'],
    refuses: { 409: ['The settings were never saved.'] },
  })
  @HttpCode(200)
  async review(@By() { tenantId, by }: Caller, @Param('id') id: string): Promise<ConnectionView> {
    await this.board.mustExist(tenantId, id);
    if (!(await this.reviewSettings.run(tenantId, id, by)))
      throw conflict('settings_not_saved', 'Nothing to confirm', 'These settings were never saved: save them first.');
    return this.board.connection(tenantId, id);
  }

  @Get('tracking-values')
  @Needs('view')
  @Describe('What of Productive can tell the tracking option of a line', {
    answers: [200, 'TrackingValuesView'],
    query: { 'from!': trackingSources, fieldId: text },
    more: '`custom_field` needs a `fieldId` as well.',
  })
  async trackingValues(
    @By() { tenantId }: Caller,
    @Param('id') id: string,
    @Query() { from, fieldId }: TrackingValuesQuery,
  ): Promise<TrackingValuesView> {
    await this.board.mustExist(tenantId, id);
    if (from === 'custom_field' && fieldId === undefined)
      throw invalid([invalidField('fieldId', 'Say which custom field.')]);
    const what = from === 'custom_field' ? { customFieldId: fieldId ?? '' } : from;
    const values = await this.reference.trackingValues(tenantId, what);
    return { values: values.map(({ id: valueId, name }) => ({ id: valueId, name })) };
  }

  @Get('chart')
  @Needs('view')
  @Describe('Accounts, tax rates, currencies and themes of the Xero organisation, as last read', {
    answers: [200, 'ChartView'],
    refuses: { 409: ['No organisation has been chosen yet.'] },
  })
  async chart(@By() { tenantId }: Caller, @Param('id') id: string): Promise<ChartView> {
    return chartView((await this.#read(tenantId, id)).chart);
  }

  @Post('chart/refresh')
  @Needs('copy')
  @Describe('Read the chart from Xero now', {
    answers: [200, 'ChartView'],
    refuses: { 409: ['Xero could not be read; the problem says why.'] },
  })
  @HttpCode(200)
  async refresh(@By() { tenantId }: Caller, @Param('id') id: string): Promise<ChartView> {
    await this.board.mustExist(tenantId, id);
    const problem = await this.checkConnection.run(tenantId, id);
    if (problem !== undefined) throw refusal([problem], 409);
    return chartView((await this.#read(tenantId, id)).chart);
  }

  async #read(tenantId: string, id: string): Promise<ReadSettingsView> {
    await this.board.mustExist(tenantId, id);
    const view = await this.readSettings.run(tenantId, id);
    if (view === undefined) throw noOrganisation();
    return view;
  }
}

function noOrganisation() {
  return conflict(
    'organisation_not_chosen',
    'No organisation chosen',
    'Choose the Xero organisation of this connection first.',
  );
}
