/**
 * Sentences one after another, without those that do not apply. One text, since a text that comes and goes by itself beside
 * another is torn out of the page by translators, and then React cannot take it away.
 */
export function prose(...sentences: readonly (string | false)[]): string {
  return sentences.filter((sentence) => sentence !== false && sentence !== '').join(' ');
}
