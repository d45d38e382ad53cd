import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import { corpusStream, PAGE_SHARES, sampleDocument, type CorpusDocument } from './corpus';
import type { PageType } from './pages';
import { decode, encode } from './tokenizer';
import { EOT } from './vocabulary';

const drawn = 40_000;

function documents(spanishShare?: number): CorpusDocument[] {
  const rng = new Rng(21);
  const options = spanishShare === undefined ? {} : { spanishShare };
  return Array.from({ length: drawn }, () => sampleDocument(rng, options));
}

const corpus = documents();
const lengthOf = ({ text }: CorpusDocument) => text.split(' ').length;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function expectShare(of: readonly CorpusDocument[], page: PageType, share: number): void {
  const observed = of.filter((document) => document.page === page).length / of.length;
  expect(Math.abs(observed - share), page).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / of.length));
}

describe('documents', () => {
  test('page types come in their shares, within sampling error', () => {
    for (const [page, share] of Object.entries(PAGE_SHARES)) expectShare(corpus, page as PageType, share);
  });

  test('another Spanish share rescales the others', () => {
    const spanish = documents(0.2);
    expectShare(spanish, 'spanish', 0.2);
    expectShare(spanish, 'encyclopedia', (0.27 * 0.8) / 0.96);
    expectShare(spanish, 'lists', (0.05 * 0.8) / 0.96);
  });

  test('without Spanish pages only exam pages hold Spanish, a few questions', () => {
    const withSpanish = documents(0).filter(({ text }) => /\b(el|la)\b/.test(text));
    expect(withSpanish.length).toBeGreaterThan(0);
    expect(new Set(withSpanish.map(({ page }) => page))).toEqual(new Set(['exam']));
    expect(withSpanish.filter(({ text }) => /(el|la) \w+ (es|vive) /.test(text))).toEqual([]);
  });

  test.each<[PageType, number]>([
    ['encyclopedia', 16.5],
    ['story', 17.6],
    ['exam', 29.6],
    ['forum', 14.2],
    ['lists', 9],
    ['qa', 34],
    ['letters', 17.4],
    ['spanish', 12],
  ])('%s pages have %f words on average', (page, words) => {
    const lengths = corpus.filter((document) => document.page === page).map(lengthOf);
    expect(Math.abs(mean(lengths) - words)).toBeLessThan(0.6);
  });

  test('have 20 words on average', () => {
    expect(mean(corpus.map(lengthOf))).toBeCloseTo(20, 0);
  });
});

describe('the stream', () => {
  test('is exactly as long as asked and made of the documents of its seed, each closed by the end token', () => {
    const stream = corpusStream(new Rng(22), 1000);
    expect(stream).toHaveLength(1000);
    const rng = new Rng(22);
    const expected: number[] = [];
    while (expected.length < 1000) expected.push(...encode(sampleDocument(rng).text), EOT);
    expect([...stream]).toEqual(expected.slice(0, 1000));
  });

  test('is the same for the same seed and another for another', () => {
    expect(corpusStream(new Rng(1), 500)).toEqual(corpusStream(new Rng(1), 500));
    expect(corpusStream(new Rng(1), 500)).not.toEqual(corpusStream(new Rng(2), 500));
  });

  test('a shorter stream is the beginning of a longer one', () => {
    expect(decode(corpusStream(new Rng(1), 500)).startsWith(decode(corpusStream(new Rng(1), 123)))).toBe(true);
  });
});
