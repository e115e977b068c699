import {
  connectionStatuses,
  type BeginConnectRequest,
  type ChooseOrganisationRequest,
  type ConnectionView,
  type ConsentView,
  type ContactView,
  type SubsidiaryView,
} from '@bridge/contracts';
import { instant, list, oneOf, optional, ref, shape, text, whole, yesNo, type Schema } from '../shape.js';

export const connectionSchemas: Readonly<Record<string, Schema>> = {
  SubsidiaryView: shape<SubsidiaryView>({
    id: text,
    name: text,
    status: oneOf(connectionStatuses),
    connection: optional(ref('ConnectionView')),
  }),
  ConnectionView: shape<ConnectionView>({
    id: text,
    subsidiaryId: text,
    subsidiaryName: text,
    status: oneOf(connectionStatuses),
    organisation: optional(shape<NonNullable<ConnectionView['organisation']>>({ id: text, name: text })),
    offered: list(shape<ConnectionView['offered'][number]>({ organisationId: text, name: text })),
    connectedAt: optional(instant),
    connectedBy: text,
    disconnectedAt: optional(instant),
    lastImportedAt: optional(instant),
    pausedUntil: optional(instant),
    trouble: optional(ref('ProblemView')),
    attention: whole,
    waiting: whole,
    review: optional(
      shape<NonNullable<ConnectionView['review']>>({
        lastAt: instant,
        lastBy: text,
        isDue: yesNo,
        drifted: list(ref('ProblemView')),
      }),
    ),
  }),
  BeginConnectRequest: shape<BeginConnectRequest>({ subsidiaryId: { ...text, maxLength: 40 } }),
  ConsentView: shape<ConsentView>({ consentUrl: text }),
  ChooseOrganisationRequest: shape<ChooseOrganisationRequest>({
    organisationId: { ...text, maxLength: 80 },
    isConfirmed: optional(yesNo),
  }),
  ContactView: shape<ContactView>({ id: text, name: text, email: optional(text), number: optional(text) }),
};
