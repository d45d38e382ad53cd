/** Every text of the page: in words that a newcomer knows or finds explained, and one name for one thing. */
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../experiment/metrics';
import { NETWORKS } from '../../experiment/names';
import { VOCABULARY } from '../../world/vocabulary';
import { writtenTexts, type Written } from '../../testing/dictionary';
import { EVERYDAY_WORDS, PROPER_NAMES } from './everydayWords';
import { formsOf, glossary } from './glossary';
import { text } from './text';

/** Formulas; citations; what the field and the papers say in their own words; the glossary's own index. */
const QUOTED = /(^|\.)(formula|source|gumbelSource|known|paper|remarksSource|forms)$/;

const texts = writtenTexts().filter(({ key }) => !QUOTED.test(key));

/** Units, sizes and sentence parts that are no words of their own. */
const SIGNS = ['ms', 'min', 'mb', 'xs'];

const known = new Set([
  ...EVERYDAY_WORDS,
  ...PROPER_NAMES,
  ...VOCABULARY,
  ...SIGNS,
  ...glossary.flatMap((entry) => formsOf(entry)),
]);

/** What an ending is put to, the endings with what they took away. */
const ENDINGS = [
  ['’s', ''],
  ['’', ''],
  ['ies', 'y'],
  ['es', ''],
  ['s', ''],
  ['ied', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['er', ''],
  ['er', 'e'],
  ['est', ''],
  ['est', 'e'],
  ['ly', ''],
  ['ily', 'y'],
] as const;

/** The forms of which a word may be an inflection: “stopped” of “stopp”, “stop” and “stoppe”. */
function stemsOf(word: string): readonly string[] {
  return ENDINGS.flatMap(([ending, before]) => {
    if (!word.endsWith(ending) || word.length - ending.length < 2) return [];
    const stem = word.slice(0, -ending.length) + before;
    const doubled = before === '' && stem.at(-1) === stem.at(-2);
    return doubled ? [stem, stem.slice(0, -1)] : [stem];
  });
}

/** At most two endings: “labelers’” is one of “labelers”, and that of “labeler”. */
function isKnown(word: string): boolean {
  return (
    known.has(word) || stemsOf(word).some((stem) => known.has(stem) || stemsOf(stem).some((base) => known.has(base)))
  );
}

const wordsOf = (written: string) =>
  (written.match(/\p{L}[\p{L}’-]*/gu) ?? [])
    .map((word) => word.replace(/-+$/, '').toLowerCase())
    .filter((word) => word.length > 1 && /^[a-z’-]+$/.test(word));

/** With the file that each stands in. */
function found(what: (of: Written) => readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((each) => what(each).map((word) => `${each.file}: ${word}`)))].sort();
}

describe('the words of the page', () => {
  it('are everyday English, words of its world, or in the glossary', () => {
    expect(found(({ words }) => wordsOf(words).filter((word) => !isKnown(word)))).toEqual([]);
  });

  it('are read, those inside functions, too', () => {
    const read = texts.filter(({ file }) => file === 'names').map(({ words }) => words);
    expect(read).toContain(text.stages.ppo.meaning);
    expect(read).toContain(' and ');
    expect(isKnown('stopped') && isKnown('labelers’')).toBe(true);
    expect(isKnown('foretell') || isKnown('afresh')).toBe(false);
  });

  it('stand once and in order in the list of everyday words, and none needs the glossary besides', () => {
    for (const list of [EVERYDAY_WORDS, PROPER_NAMES]) expect(list).toEqual([...new Set(list)].sort());
    const explained = new Set(glossary.flatMap((entry) => formsOf(entry)));
    expect(EVERYDAY_WORDS.filter((word) => explained.has(word))).toEqual([]);
  });
});

describe('the glossary', () => {
  it('explains every metric’s and every network’s name', () => {
    const names = [...Object.keys(METRICS), ...NETWORKS];
    expect(names.length).toBeGreaterThan(20);
    const labels = [
      ...Object.values(text.metrics).map(({ label }) => label),
      ...Object.values(text.step.network).map(({ label }) => label),
      ...Object.values(text.speakers).map(({ label }) => label),
    ];
    expect(labels.flatMap(wordsOf).filter((word) => !isKnown(word))).toEqual([]);
  });

  it('has every term once, and a sentence that does more than name it', () => {
    const terms = glossary.map(({ term }) => term.toLowerCase());
    expect(new Set(terms).size).toBe(terms.length);
    const forms = glossary.flatMap((entry) => formsOf(entry));
    expect(new Set(forms).size).toBe(forms.length);
    for (const { meaning } of glossary) expect(meaning).toMatch(/^[^a-z].{12,}\.$/);
  });
});

interface Name {
  /** Of a metric, a network, a model or another thing. */
  readonly name: string;
  /** Where the dictionary calls it so. */
  readonly labels: readonly string[];
  /** What nothing may be called. */
  readonly not: RegExp;
}

const { metrics, terms, step, inside, speakers, ledger, knobs, map } = text;

const NAMES: readonly Name[] = [
  { name: 'score', labels: [metrics.proxyReward.label, terms.score.label, inside.score], not: /prox(y|ies)/i },
  { name: 'gold', labels: [metrics.goldReward.label, inside.gold], not: /ground truth|true reward/i },
  {
    name: 'KL',
    labels: [metrics.kl.label, text.charts.kl],
    not: /drift|stray|KL divergence|(distance|KL) (from|to) SFT/i,
  },
  { name: 'log-ratio', labels: [terms.kl.label, ledger.kl.label], not: /log ratio/i },
  { name: 'KL penalty', labels: [terms.klCoef.label, knobs.klCoef.label], not: /price of/i },
  { name: 'base', labels: [speakers.base.label], not: /pretrained (model|base)/i },
  { name: 'prompted base', labels: [speakers.fewShotBase.label], not: /few-shot/i },
  { name: 'fine-tuned', labels: [speakers.sft.label, step.network.reference.label], not: /\bSFT\b/ },
  { name: 'fine-tuned, frozen', labels: [terms.refLogprobs.label, inside.reference], not: /\breference\b/i },
  { name: 'fine-tuned model', labels: [map.trains.sft], not: /instruction-tuned/i },
  { name: 'reward model', labels: [step.network.rewardModel.label, map.trains.rewardModel], not: /preference model/i },
  { name: 'value network', labels: [step.network.value.label], not: /critic\b|value (head|function|model)/i },
  {
    name: 'policy',
    labels: [speakers.ppo.label, step.network.policy.label, inside.policy],
    not: /\bactor\b|\bagent\b/i,
  },
  { name: 'answer', labels: [inside.response], not: /\bresponses?\b/i },
  { name: 'labeler', labels: [], not: /annotator|\brater/i },
  { name: 'variant', labels: [], not: /\barms?\b/i },
  { name: 'predict', labels: [], not: /foretell|foretold|foresee/i },
  { name: 'more likely, less likely', labels: [], not: /likel(ier|iest)|\brare(r|st)\b/i },
  { name: 'learned', labels: [], not: /learnt/i },
];

/** Where another name is told once, beside the page's own, and where it is the name of a method. */
const INTRODUCED: readonly RegExp[] = [
  /\(the papers’ (proxy reward|reference(, π_ref)?)\)/,
  /The papers call it the (proxy reward|reference, π_ref)/,
  /\(SFT(, supervised fine-tuning)?\)/,
  /supervised fine-tuning, SFT/,
];

describe('one name for one thing', () => {
  it.each(NAMES)('$name', ({ name, labels, not }) => {
    expect(labels).toEqual(labels.map(() => name));
    const bare = (words: string) =>
      INTRODUCED.reduce((rest, told) => rest.replaceAll(new RegExp(told, 'g'), ''), words);
    expect(found(({ words }) => (not.test(bare(words)) ? [words] : []))).toEqual([]);
  });

  it('introduces the papers’ names once where their thing is explained', () => {
    const told = (words: RegExp) =>
      texts.filter((each) => words.test(each.words)).map(({ file, key }) => `${file} ${key}`);
    expect(told(INTRODUCED[0])).toContain('metrics metrics.proxyReward.meaning');
    expect(told(INTRODUCED[0])).toContain('step networks.reference.meaning');
    expect(told(INTRODUCED[2])).toContain('names speakers.sft.meaning');
  });

  it('calls a term of a formula as the knob that turns it', () => {
    expect(terms.gamma.label).toBe(knobs.gamma.label);
    expect(terms.lambda.label).toBe(knobs.lambda.label);
    expect(terms.clipRange.label).toBe(knobs.clipRange.label);
    expect(terms.ptx.label).toBe(knobs.ptxCoef.label);
  });
});
