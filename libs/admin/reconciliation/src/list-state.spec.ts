import { convertToParamMap } from '@angular/router';
import { isFiltered, noFilters, readListState, toAddress, toQuery } from './list-state.js';

describe('What the reconciliation shows', () => {
  it('stands in the address, and nothing that is as usual', () => {
    const state = { ...noFilters, difference: 'total', order: 'number-up', page: 3, text: 'finch' };
    const { text, order, page, difference } = toAddress(state);
    expect({ text, order, page, difference }).toEqual({
      ...{ text: 'finch', order: 'number-up', page: '3', difference: 'total' },
    });
    expect(readListState(convertToParamMap({ text, order, page, difference }))).toEqual(state);
    expect(Object.values(toAddress(noFilters))).toEqual([null, null, null, null, null, null]);
  });

  it('is asked of the server page by page, and in its order', () => {
    // The third page of 25 begins behind 50.
    expect(toQuery({ ...noFilters, order: 'number-up', page: 3 })).toMatchObject({
      ...{ sort: 'number', descending: 'false', offset: '50', limit: '25' },
    });
    expect(toQuery(noFilters)).toMatchObject({ sort: 'linked_at', descending: 'true' });
  });

  it('takes nothing from the address that it does not know', () => {
    expect(readListState(convertToParamMap({ difference: 'odd', kind: 'x', order: 'y', page: '-2' }))).toEqual(
      noFilters,
    );
    expect(isFiltered(readListState(convertToParamMap({ difference: 'any' })))).toBe(true);
  });
});
