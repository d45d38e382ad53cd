/** What each stage learns from, as records of TRL's data sets; text is as the models read it, words joined by spaces. */
import type { Settings } from '../../../experiment/settings';
import { promptCompletion, promptOnly } from '../../../formats/trl';
import { preferenceRecords } from '../../../protocol/preferencePairs';
import { stageRng } from '../../../rng';
import { samplePrompt } from '../../../world/prompts';
import { decode } from '../../../world/tokenizer';
import { EOT } from '../../../world/vocabulary';
import type { Comparison } from '../../rlhf/comparisons';
import type { World } from '../../rlhf/makeWorld';
import { rankedPairs } from '../../rlhf/pairwiseLoss';

/** The whole documents of the stream that windows are drawn from; its last, where that is cut, is left out. */
export function corpusRecords({ corpus }: Pick<World, 'corpus'>): { readonly text: string }[] {
  const records: { text: string }[] = [];
  let start = 0;
  for (let end = corpus.indexOf(EOT); end !== -1; end = corpus.indexOf(EOT, start)) {
    records.push({ text: decode(corpus.subarray(start, end)) });
    start = end + 1;
  }
  return records;
}

/** Those trained on, not those held out. */
export function demonstrationRecords({ demonstrations }: Pick<World, 'demonstrations'>) {
  return demonstrations.map(({ prompt, response }) => promptCompletion(prompt.text, response));
}

/** Every pair that the reward model's loss has a term for: none of ties, and none of identical responses. */
export function comparisonRecords(comparisons: readonly Comparison[]): ReturnType<typeof preferenceRecords> {
  return preferenceRecords(
    comparisons.flatMap((comparison) =>
      rankedPairs(comparison).map(([better, worse]) => ({
        prompt: comparison.prompt.text,
        chosen: comparison.responses[better].text,
        rejected: comparison.responses[worse].text,
      })),
    ),
  );
}

/** As many prompts as a run of PPO asks, drawn from the mix that it draws from. */
export function promptRecords({
  seed,
  ppoIterations,
  rolloutBatch,
  wordings,
}: Pick<Settings, 'seed' | 'ppoIterations' | 'rolloutBatch' | 'wordings'>) {
  const rng = stageRng(seed, 'prompts for a file');
  return Array.from({ length: ppoIterations * rolloutBatch }, () =>
    promptOnly(samplePrompt(rng, 'train', wordings).text),
  );
}
