/** The README of a model folder: what the model is, how it was made, how to load it, and where its limits are. */
import type { Origin, TrainedStage } from '../../../experiment/names';
import { defaultSettings, sizeOf, type Settings } from '../../../experiment/settings';
import { loadingLines } from '../../../protocol/handOver';
import { MAX_RESPONSE, VOCABULARY } from '../../../world/vocabulary';
import type { GptConfig } from '../../lm/config';

export interface Making {
  readonly stage: TrainedStage;
  readonly origin: Origin;
  /** As they stand when the model is saved. */
  readonly settings: Settings;
  readonly round: number;
  readonly iteration: number;
  readonly iterations: number;
}

const WHAT: Readonly<Record<TrainedStage, string>> = {
  pretrain:
    "The base model: it has read the toy world's texts and predicts their next word. It was never shown the marks of a conversation.",
  sft: 'The fine-tuned model (SFT): the base model after supervised fine-tuning on demonstrations.',
  rewardModel:
    'The reward model: the fine-tuned model with a scalar head, trained on rankings. Its one output is the score of an answer, higher is better; it is shifted so that demonstrations score 0 on average (InstructGPT §3.5). The shift is part of the bias of the last layer norm.',
  ppo: 'The policy: the fine-tuned model after PPO against the reward model.',
};

const USE: Readonly<Record<TrainedStage, string>> = {
  pretrain: '`tokenizer("the cat lives in the", return_tensors="pt")` is a text to continue.',
  sft: 'Ask with `tokenizer.apply_chat_template([{"role": "user", "content": "name two animals ."}], add_generation_prompt=True, return_dict=True, return_tensors="pt")`.',
  rewardModel:
    'Score `tokenizer.apply_chat_template([{"role": "user", "content": "name two animals ."}, {"role": "assistant", "content": "cow , pig ."}], return_dict=True, return_tensors="pt")`. The score is read at the last token that is no padding.',
  ppo: 'Ask with `tokenizer.apply_chat_template([{"role": "user", "content": "name two animals ."}], add_generation_prompt=True, return_dict=True, return_tensors="pt")`.',
};

function trainedIn({ stage, round, iteration, iterations }: Making): string {
  const rounds = stage === 'rewardModel' || stage === 'ppo' ? `, in round ${round}` : '';
  return iteration === 0 ? '' : ` It had done ${iteration} of ${iterations} iterations${rounds}.`;
}

function howMade(making: Making): string {
  const { stage, origin, settings } = making;
  const now = 'The settings of the page as they stood when it was saved:';
  const sentences: Readonly<Record<Origin, string>> = {
    random: 'It has random weights.',
    shipped: 'It ships with the page: trained from seed 0 at the default settings of its size.',
    trained: `It was trained in a browser tab.${trainedIn(making)} ${now}`,
    kept: `It was trained in a browser tab on an earlier visit. ${now}`,
    file: `It was opened from a file, and how that was made is not known here. ${now}`,
  };
  const shown = origin === 'shipped' ? defaultSettings(sizeOf(stage, settings)) : settings;
  return `${sentences[origin]}\n\n\`\`\`json\n${JSON.stringify(shown, null, 2)}\n\`\`\``;
}

function header(stage: TrainedStage): string {
  const isRewardModel = stage === 'rewardModel';
  return [
    '---',
    'library_name: transformers',
    `pipeline_tag: ${isRewardModel ? 'text-classification' : 'text-generation'}`,
    'license: mit',
    'language:',
    '- en',
    'tags:',
    '- rlhf',
    ...(isRewardModel ? ['- reward-model'] : []),
    '---',
  ].join('\n');
}

export function modelCard(folder: string, { width, heads, context }: GptConfig, making: Making): string {
  const { stage } = making;
  return `${header(stage)}

# ${folder}

${WHAT[stage]} Made in RLHF Playground, a page on which a tiny GPT-2 goes through InstructGPT's pipeline.

## Load it

\`\`\`python
${loadingLines(stage, folder).join('\n')}
\`\`\`

${USE[stage]}

## How it was made

${howMade(making)}

## Limits

- It lives in a toy world and knows ${VOCABULARY.length} tokens, whole words and marks. The tokenizer raises an error for any other word.
- It has ${context} positions. The page draws answers of at most ${MAX_RESPONSE} tokens, the end token included.
- Its heads are ${width / heads} wide, which servers of large models may not support. The data and the recipe carry over to large models; these weights are a specimen.
`;
}
