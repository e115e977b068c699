import { plainWords } from './rich-text.js';

describe('The words of a description', () => {
  it.each([
    ['Design & build', 'Design & build'],
    ['5 < 6 and 7 > 3, for <Client>', '5 < 6 and 7 > 3, for <Client>'],
    ['AT&amp;T', 'AT&amp;T'],
    ['', ''],
  ])('stay to the letter where there are no tags: %s', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });

  it.each([
    ['<p>Design &amp; build</p>', 'Design & build'],
    ['<p>One</p><p>Two<br/>Three</p>', 'One\nTwo\nThree'],
    ['<p>Done:</p><ul><li>Logo</li><li><strong>Site</strong></li></ul>', 'Done:\n- Logo\n- Site'],
    ['<p class="x">5 &lt; 6 &#8364; &amp;lt;</p>', '5 < 6 € &lt;'],
    ['<p></p>', ''],
  ])('are taken out of rich text: %s', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });
});
