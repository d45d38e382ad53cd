/** The pretraining corpus, a small internet: documents of eight page types, packed into one stream of tokens. */
import type { Rng } from '../rng';
import { PAGES, type PageType } from './pages';
import { encode } from './tokenizer';
import { EOT } from './vocabulary';

export interface CorpusDocument {
  readonly page: PageType;
  readonly text: string;
}

export interface CorpusOptions {
  /** Share of Spanish documents in [0, 1]; the other shares are rescaled. .04 unless given. */
  readonly spanishShare?: number;
}

/** Shares of documents. */
export const PAGE_SHARES: Readonly<Record<PageType, number>> = {
  encyclopedia: 0.27,
  story: 0.22,
  exam: 0.13,
  qa: 0.13,
  forum: 0.1,
  letters: 0.06,
  lists: 0.05,
  spanish: 0.04,
};

const ENGLISH_PAGES: readonly PageType[] = ['encyclopedia', 'story', 'exam', 'qa', 'forum', 'letters', 'lists'];

function samplePage(spanishShare: number, rng: Rng): PageType {
  if (rng.chance(spanishShare)) return 'spanish';
  let point = rng.next() * (1 - PAGE_SHARES.spanish);
  for (const page of ENGLISH_PAGES) {
    point -= PAGE_SHARES[page];
    if (point < 0) return page;
  }
  return 'encyclopedia';
}

/** One document. */
export function sampleDocument(rng: Rng, { spanishShare = PAGE_SHARES.spanish }: CorpusOptions = {}): CorpusDocument {
  const page = samplePage(spanishShare, rng);
  return { page, text: PAGES[page](rng) };
}

/** `tokens` token ids of documents, each closed by the end token; the last one may be cut. */
export function corpusStream(rng: Rng, tokens: number, options?: CorpusOptions): Uint16Array {
  const stream = new Uint16Array(tokens);
  let filled = 0;
  while (filled < tokens) {
    const document = [...encode(sampleDocument(rng, options).text), EOT].slice(0, tokens - filled);
    stream.set(document, filled);
    filled += document.length;
  }
  return stream;
}
