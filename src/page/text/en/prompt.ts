/** English: the line for a prompt, wherever one is typed. */

export const prompt = {
  words: 'words that fit here',
  empty: 'Type a prompt first.',
  special: (token: string, sign: string) =>
    `“${token}”, shown here as ${sign}, is a mark of the model’s, not a word: a prompt is of words alone.`,
  unknown: (words: readonly string[], more: number) =>
    `This small world does not know ${words.map((word) => `“${word}”`).join(', ')}${more > 0 ? ` and ${more} more of these words` : ''}.`,
  offer: 'Ask the nearest that it knows:',
  tooLong: (words: number, most: number) => `The prompt has ${words} words; at most ${most} leave room for an answer.`,
};
