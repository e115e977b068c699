import { Module } from '@nestjs/common';
import { ProductiveWebhookController } from './productive-webhook.controller.js';
import { XeroWebhookController } from './xero-webhook.controller.js';

@Module({ controllers: [XeroWebhookController, ProductiveWebhookController] })
export class WebhooksModule {}
