import { DocumentList, type CopyChoices } from '@bridge/application';
import type { CopyRequestBody } from '@bridge/contracts';
import { Injectable } from '@nestjs/common';
import { readMatching } from '../documents/documents-query.js';
import { invalid, invalidField } from '../problems/validation.js';

const MOST = 1000;

/** Which documents a copy or a preview is about: those named, or all that match a query. */
@Injectable()
export class WantedDocuments {
  constructor(private readonly list: DocumentList) {}

  async of(tenantId: string, body: CopyRequestBody): Promise<readonly string[]> {
    const { sourceIds, matching } = body;
    mustAgree(body);
    if (sourceIds && matching) throw invalid([invalidField('matching', 'Name sourceIds or matching, not both.')]);
    if (sourceIds) return [...new Set(sourceIds)];
    if (!matching) throw invalid([invalidField('sourceIds', 'Choose at least one document.')]);
    const query = readMatching(matching);
    if (query.kind !== body.kind)
      throw invalid([invalidField('matching.kind', `This must be “${body.kind}” as well.`)]);
    return this.list.matching(tenantId, query, MOST);
  }
}

/** What belongs to one way of copying may not be said of the other: nobody is to believe that it counted. */
function mustAgree({ how, isAgain, contactId, overwritesEdits }: CopyRequestBody): void {
  const wrong = [
    ...(how === 'update' && isAgain ? [invalidField('isAgain', 'An update makes no new copy.')] : []),
    ...(how === 'update' && contactId ? [invalidField('contactId', 'An update keeps the contact.')] : []),
    ...(how !== 'update' && overwritesEdits ? [invalidField('overwritesEdits', 'This is for updates only.')] : []),
  ];
  if (wrong.length > 0) throw invalid(wrong);
}

export function choicesOf({ status, contactId, isAgain, how, overwritesEdits }: CopyRequestBody): CopyChoices {
  return {
    ...(status && { status }),
    ...(contactId && { contactId }),
    ...(typeof isAgain === 'boolean' && { isAgain }),
    ...(how === 'update' && { isUpdate: true, overwritesEdits: overwritesEdits === true }),
  };
}
