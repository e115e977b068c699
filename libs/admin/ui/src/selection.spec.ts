import { createSelection } from './selection.js';

describe('a selection of rows', () => {
  it('keeps the rows of other pages when one page is cleared', () => {
    const selection = createSelection();
    selection.setAll(['1', '2'], true);
    selection.setAll(['3', '4'], true);
    selection.setAll(['1', '2'], false);
    expect([...selection.ids()]).toEqual(['3', '4']);
  });

  it('holds every row while all that match are selected, and narrows to single ones again', () => {
    const selection = createSelection();
    selection.toggle('1');
    selection.selectAllMatching();
    expect(selection.has('999')).toBe(true);
    selection.toggle('2');
    expect(selection.has('999')).toBe(false);
    expect(selection.isEmpty()).toBe(false);
    selection.clear();
    expect(selection.isEmpty()).toBe(true);
  });
});
