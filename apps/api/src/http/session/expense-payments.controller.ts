import { UnitOfWork } from '@bridge/application';
import type { ExpensePaymentSectionView } from '@bridge/contracts';
import { Controller, Get } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';

/** Tells whoever shows expenses whether the payment section is part of them now: one switch for the whole organisation. */
@Controller('api/v1/expense-payment-section')
export class ExpensePaymentsController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get()
  @Needs('view')
  @Describe('Whether the payment section of expenses is shown now', { answers: [200, 'ExpensePaymentSectionView'] })
  async read(@By() { tenantId }: Caller): Promise<ExpensePaymentSectionView> {
    const tenant = await this.unitOfWork.run(tenantId, (store) => store.tenants.find());
    const { isVisible = false, isForced = false } = tenant?.expensePayments ?? {};
    return { isVisible, isForced };
  }
}
