import { convertToParamMap } from '@angular/router';
import { isFiltered, noFilters, readListState, sortBy, toAddress, toMatching, toQuery } from './list-state.js';

describe('The list in the address', () => {
  it('comes back as it was', () => {
    const state = { ...noFilters, text: 'Acme & Co', copyStatus: 'attention', issuedFrom: '2026-01-31', page: 3 };
    const address = Object.fromEntries(Object.entries(toAddress(state)).filter(([, value]) => value !== null));
    expect(readListState(convertToParamMap(address))).toEqual(state);
  });

  it('says nothing about what is as usual', () => {
    expect(Object.values(toAddress(noFilters)).every((value) => value === null)).toBe(true);
    expect(isFiltered(noFilters)).toBe(false);
  });

  it('ignores what it does not understand', () => {
    const params = convertToParamMap({ page: '-4', issuedFrom: 'yesterday', sort: 'secret' });
    expect(readListState(params)).toEqual(noFilters);
  });

  it('asks the server for one page of fifty', () => {
    const query = toQuery('expense', { ...noFilters, page: 3, progress: 'approved' });
    expect(query).toEqual({
      kind: 'expense',
      progress: 'approved',
      sort: 'issued_on',
      descending: 'true',
      offset: '100', // two pages of 50 come before
      limit: '50',
    });
  });

  it('leaves the page out of what “all that match” means', () => {
    expect(toMatching('invoice', { ...noFilters, page: 9 })).toEqual({
      kind: 'invoice',
      sort: 'issued_on',
      descending: 'true',
    });
  });

  it('starts a new order on the first page, the highest amounts first', () => {
    const byTotal = sortBy({ ...noFilters, page: 4 }, 'total');
    expect([byTotal.sort, byTotal.isDescending, byTotal.page]).toEqual(['total', true, 1]);
    expect(sortBy(byTotal, 'total').isDescending).toBe(false);
  });
});
