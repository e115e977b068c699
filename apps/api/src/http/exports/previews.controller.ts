import { CopyPlanner, type PlannedCopy } from '@bridge/application';
import { CopyRequestBody, type PreviewView } from '@bridge/contracts';
import { problem, type ContactMatch, type Problem } from '@bridge/domain';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { By, type Caller } from '../gate/caller.js';
import { Needs } from '../gate/needs.js';
import { Describe } from '../openapi/describe.js';
import { editionView } from '../views/edition-view.js';
import { ledgerDocumentView, sourceDocumentView } from '../views/ledger-document-view.js';
import { problemViews } from '../views/problem-view.js';
import { ChartsAndContacts, type KnownInXero } from './charts-and-contacts.js';
import { WantedDocuments, choicesOf } from './copy-request.js';

@Controller('api/v1/previews')
export class PreviewsController {
  constructor(
    private readonly wanted: WantedDocuments,
    private readonly planner: CopyPlanner,
    private readonly known: ChartsAndContacts,
  ) {}

  /** What a copy would make of each document, and everything that stands against it. Changes nothing. */
  @Post()
  @Needs('view')
  @Describe('What a copy would make of each document, and everything that stands against it; changes nothing', {
    answers: [200, 'PreviewView[]'],
    body: 'CopyRequestBody',
    more: 'Of an update it shows what stands in Xero now as well, which is read from Xero at that moment.',
  })
  @HttpCode(200)
  async preview(@By() { tenantId, by }: Caller, @Body() body: CopyRequestBody): Promise<readonly PreviewView[]> {
    const sourceIds = await this.wanted.of(tenantId, body);
    if (sourceIds.length === 0) return [];
    const planned = await this.planner.plan(tenantId, body.kind, sourceIds, choicesOf(body), by);
    const known = await this.known.of(tenantId, planned);
    return planned.map((copy) => previewView(copy, copy.connection && known.get(copy.connection.id)));
  }
}

function previewView(
  { sourceId, source, connection, built, wouldBe, shown, edits = [] }: PlannedCopy,
  known: KnownInXero | undefined,
): PreviewView {
  const document = built.ok ? built.document : wouldBe;
  const contact = document && document.contactId === undefined && known?.contacts.get(document.party.companyId);
  return {
    sourceId,
    ...(connection && { connectionId: connection.id }),
    ...(source && { source: sourceDocumentView(source) }),
    ...(document && {
      document: {
        ...ledgerDocumentView(document, known?.chart),
        ...(contact && contact.kind === 'found' && { contactId: contact.contactId }),
      },
    }),
    ...(shown && { update: { shown: editionView(shown, known?.chart), edits: [...edits] } }),
    notices: problemViews([...(built.ok ? built.notices : []), ...(contact ? contactNotices(contact) : [])]),
    problems: problemViews(built.ok ? [] : built.problems),
  };
}

/** What would make Xero’s side refuse the copy, as far as the contacts that were last read tell. */
function contactNotices(contact: ContactMatch): readonly Problem[] {
  if (contact.kind === 'archived')
    return [problem('contact_archived', 'contactId', `${contact.name} is archived in Xero.`)];
  if (contact.kind === 'ambiguous')
    return [problem('contact_ambiguous', 'contactId', `${contact.contactIds.length} Xero contacts fit.`)];
  return [];
}
