import type { Work } from '../call.js';
import type { ListRequest } from '../query/list.js';
import type { Row } from '../table.js';
import { headerOf } from './header.js';

/** Which changes a list shows: those since the moment in the caller's header, as far as lists know of them yet. */
export function feedOf({ call, assumptions }: Work): Pick<ListRequest<Row>, 'modifiedSince' | 'shownThrough'> {
  const { listLagSeconds } = assumptions;
  return {
    modifiedSince: headerOf(call, 'if-modified-since'),
    shownThrough: listLagSeconds > 0 ? call.now - listLagSeconds * 1000 : undefined,
  };
}
