import { describe, expect, it } from 'vitest';
import { KNOB_NAMES, KNOBS } from '../../experiment/knobs';
import { citedStretches } from './citations';
import { PAPERS } from './papers';
import { text } from './text';

/** What reads like a citation: names, then a year. */
const CITATION = /[A-Z][\p{L}-]+(?:(?:, [A-Z][\p{L}-]+)* and [A-Z][\p{L}-]+| et al\.)?,? \(?(?:19|20)\d\d\b/gu;

function sentencesOf(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentencesOf) : [];
}

const SENTENCES = [...sentencesOf(text), ...KNOB_NAMES.map((name) => KNOBS[name].source)];

const linked = (sentence: string) =>
  citedStretches(sentence).flatMap(({ text: words, paper }) => (paper === null ? [] : [[words, paper.url]]));
const unlinked = (sentence: string) =>
  citedStretches(sentence).flatMap(({ text: words, paper }) => (paper === null ? (words.match(CITATION) ?? []) : []));

describe('citations', () => {
  it('are links, every one of them in the whole dictionary and at all knobs', () => {
    expect(SENTENCES.filter((sentence) => sentence.match(CITATION) !== null).length).toBeGreaterThan(40);
    expect(SENTENCES.flatMap(unlinked)).toEqual([]);
  });

  it('lead to what they name, the rest of the text staying as it is', () => {
    const sentence = 'Schulman et al. 2017, equation 7; Ouyang et al. (2022), §3.5: InstructGPT’s';
    expect(linked(sentence)).toEqual([
      ['Schulman et al. 2017', 'https://arxiv.org/abs/1707.06347'],
      ['Ouyang et al. (2022)', 'https://arxiv.org/abs/2203.02155'],
    ]);
    expect(
      citedStretches(sentence)
        .map((each) => each.text)
        .join(''),
    ).toBe(sentence);
    expect(linked('InstructGPT appendix C; so does InstructGPT')).toEqual([
      ['InstructGPT', 'https://arxiv.org/abs/2203.02155'],
    ]);
    expect(linked('Knox and Stone (2008, 2009), TAMER')).toHaveLength(1);
    expect(citedStretches('tuned on this world')).toEqual([{ text: 'tuned on this world', paper: null }]);
  });

  it('that lead nowhere are seen by this test', () => {
    expect(unlinked('so Doe et al. (2021), figure 2, and Roe and Poe 1999 found')).toEqual([
      'Doe et al. (2021',
      'Roe and Poe 1999',
    ]);
  });

  it('lead to encrypted addresses, each paper to one of its own', () => {
    for (const { url } of PAPERS) expect(new URL(url).protocol).toBe('https:');
    expect(new Set(PAPERS.map(({ url }) => url)).size).toBe(PAPERS.length);
    expect(PAPERS.map(({ year }) => year)).toEqual(PAPERS.map(({ year }) => year).sort((a, b) => a - b));
  });
});
