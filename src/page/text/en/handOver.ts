/** English: a stage's model and its data as files for other programs. */
import type { TrainedStage } from '../../../experiment/names';

export const handOver = {
  python: {
    heading: 'Go on in Python',
    sentence:
      'The model as a folder that Hugging Face’s transformers loads, in one zip file: weights, tokenizer, chat format, and how it was made.',
    save: 'Save for Python',
    load: 'Unpack it; beside it, these lines load it:',
    copy: 'Copy the lines',
    copied: 'Copied',
    failed: 'The browser did not allow copying; select the lines and copy them by hand.',
  },
  data: {
    heading: 'The data it learns from',
    sentences: {
      pretrain:
        'The corpus, a page of it a line, with text. Training reads pieces of 48 tokens, over the ends of pages too.',
      sft: 'The demonstrations, one a line, with prompt and completion.',
      rewardModel:
        'The rankings of the simulated labelers as pairs, one a line, with prompt, chosen and rejected: those that this stage learned from if it was trained here; if not, they are collected now, in the same way. Yours are exported in Label.',
      ppo: 'Prompts, one a line: as many as a run asks, from the mix that it draws from. The corpus that γptx mixes in is under Pretrain.',
    } satisfies Record<TrainedStage, string>,
    format: 'JSON Lines as TRL reads them. What is made now is made by the present settings and seed.',
    save: 'Save the data',
    collecting: 'Answers are written and ranked',
    saved: {
      pretrain: (n: string) => `Saved: ${n} pages.`,
      sft: (n: string) => `Saved: ${n} demonstrations.`,
      rewardModel: (n: string) => `Saved: ${n} pairs.`,
      ppo: (n: string) => `Saved: ${n} prompts.`,
    } satisfies Record<TrainedStage, (n: string) => string>,
    learned: (rankings: string) => `They come from the ${rankings} rankings that the reward model learned from here.`,
    collected: (rankings: string) =>
      `They come from ${rankings} rankings that were collected just now: the reward model did not learn from them here.`,
  },
};
