import {
  rightNames,
  type ApiKeyView,
  type ExpensePaymentSectionView,
  type NewApiKeyBody,
  type NewApiKeyView,
  type SandboxView,
  type SessionView,
  type SignInRequest,
} from '@bridge/contracts';
import { instant, list, oneOf, optional, shape, text, yesNo, type Schema } from '../shape.js';

const apiKeyFields = {
  id: text,
  name: text,
  right: oneOf(rightNames),
  createdAt: instant,
  createdBy: text,
  lastUsedAt: optional(instant),
  revokedAt: optional(instant),
};

export const sessionSchemas: Readonly<Record<string, Schema>> = {
  SignInRequest: shape<SignInRequest>({ organisationId: { ...text, pattern: '^\\d{1,20}$' }, token: text }),
  SessionView: shape<SessionView>({
    organisation: shape<SessionView['organisation']>({ id: text, name: text, plan: text }),
    person: shape<SessionView['person']>({ id: text, name: text }),
    csrfToken: text,
    expiresAt: instant,
    showsExpensePayments: yesNo,
    features: shape<SessionView['features']>({ isUpgradeRequired: yesNo, hasPurchaseOrders: yesNo }),
  }),
  SandboxView: shape<SandboxView>({
    agencies: list(shape<SandboxView['agencies'][number]>({ name: text, organisationId: text, token: text })),
    xeroUrl: text,
    productiveUrl: text,
  }),
  ExpensePaymentSectionView: shape<ExpensePaymentSectionView>({ isVisible: yesNo, isForced: yesNo }),
  NewApiKeyBody: shape<NewApiKeyBody>({ name: { ...text, maxLength: 100 }, right: oneOf(rightNames) }),
  ApiKeyView: shape<ApiKeyView>(apiKeyFields),
  NewApiKeyView: shape<NewApiKeyView>({ ...apiKeyFields, secret: text }),
};
