import { csvLine } from './csv.js';

describe('A line of a file for spreadsheets', () => {
  it('quotes what has commas, quotes, line breaks or outer blanks, as RFC 4180 has it', () => {
    expect(csvLine(['plain', 'Smith, Jones', 'the “best” "one"', 'two\r\nlines', ' blank ', undefined, ''])).toBe(
      'plain,"Smith, Jones","the “best” ""one""","two\r\nlines"," blank ",,\r\n',
    );
  });
});

describe('Security 19: what somebody wrote into a name is no formula in a spreadsheet', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+441632960000', "'+441632960000"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=HYPERLINK("https://evil.example","Pay")', `"'=HYPERLINK(""https://evil.example"",""Pay"")"`],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['-cmd|calc!A1', "'-cmd|calc!A1"],
  ])('%j becomes %j', (value, cell) => {
    expect(csvLine([value])).toBe(`${cell}\r\n`);
  });

  it('leaves amounts alone, negative ones too: they must add up', () => {
    expect(csvLine(['-12.50', '0.00', '1200'])).toBe('-12.50,0.00,1200\r\n');
  });
});
