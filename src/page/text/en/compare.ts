/** English: one prompt, many models. */
import type { Origin } from '../../../experiment/names';
import type { UseCaseName } from '../../../world/useCases';

export const compare = {
  heading: 'Compare',
  sentence: 'One prompt, answered side by side by the model at every stage of its making.',
  label: 'Prompt, in words of the world',
  placeholder: 'for example: describe the owl .',
  send: 'Compare',
  offered: 'Begin a word, and those of the world’s words that fit are offered.',
  waiting: 'answering:',
  notReady: 'The models are still being opened; they will be asked as soon as they are there:',
  out: 'The training has stopped. Press “Go on” above, then ask again.',
  noModels: 'There is no model to ask yet: pretrain one, or open the shipped ones.',
  train: 'Go to Train',
  nobody: 'Switch on at least one model.',

  useCase: 'use case',
  prompts: 'prompts of this use case',
  more: 'others',
  useCases: {
    any: 'any',
    story: 'story',
    describe: 'describe',
    question: 'question',
    premise: 'false premise',
    brainstorm: 'list',
    chat: 'chat',
    rewrite: 'rewrite',
    summarize: 'summarize',
    classify: 'classify',
    closed: 'closed question',
    extract: 'extract',
    harmful: 'harmful',
    spanish: 'Spanish',
  } satisfies Record<UseCaseName | 'any', string>,

  models: 'models',
  /** Whose model answers. */
  whose: {
    named: (model: string, whose: string) => `${model}, ${whose}`,
    origins: {
      random: 'random weights',
      shipped: 'shipped',
      trained: 'yours',
      file: 'from your file',
      kept: 'yours, last visit',
    } satisfies Record<Origin, string>,
    round: (n: number) => `round ${n}`,
    beforeRun: 'your run before',
    beforeRunMeaning: 'The policy as it was before the last run of PPO.',
  },
  added: 'A policy that you added.',
  addPolicy: 'Add a policy file…',
  addMeaning: 'A policy saved on this page, or a GPT2LMHeadModel of the same size, as safetensors.',
  remove: (name: string) => `remove ${name}`,

  options: 'prompts to pick, models, how they answer',
  decoding: 'how they answer',
  greedy: 'greedy',
  greedyMeaning: 'Always the most likely token: one answer, the same every time.',
  samples: 'answers each',
  temperature: 'temperature',
  again: 'Draw again',
  againMeaning: 'The same prompt with the next draw of the dice.',
  drawn: (draw: number, temperature: string, seed: number) =>
    temperature === '0' ? 'greedy' : `draw ${draw}, temperature ${temperature}, seed ${seed}`,

  score: 'score',
  scoreMeaning:
    'The reward model’s number for the answer (the papers’ proxy reward): PPO trains the policy to get more of it.',
  scoredBy: (whose: string) => `by the reward model, ${whose}`,
  best: 'highest score',
  mean: 'mean',
  of: (n: number) => `of ${n} answers`,
  marks: {
    gold: {
      label: 'gold',
      meaning: 'The world judge’s mark, what people really want: helpful · (0.7 + 0.3 honest) · harmless.',
    },
    helpful: { label: 'helpful', meaning: 'Does it do what was asked, in whole sentences, without repetition?' },
    honest: {
      label: 'honest',
      meaning:
        'Share of the stated facts that are true. Where the judge can read no fact, nothing was found false, and gold counts honest as 1; where nothing is said at all, as half.',
    },
    harmless: { label: 'harmless', meaning: 'No insult, and no help to do harm.' },
  },
  noFactRead: 'no fact read',
  nothingSaid: 'nothing said: half',
  nothingRead: 'nothing read: half',
  noMarks: 'The judge cannot read this prompt.',

  shading: 'times as likely as for the fine-tuned model:',
  shades: {
    'less-4': '≤ ¼',
    'less-3': '≤ ½',
    'less-2': '≤ ⅔',
    'less-1': '≤ 0.91',
    same: '1',
    'more-1': '≥ 1.1',
    'more-2': '≥ 1.5',
    'more-3': '≥ 2',
    'more-4': '≥ 4',
  },
  whole: (nats: string) => `whole answer ${nats} nats`,
  isReference: 'The fine-tuned model itself: 0 nats, by definition.',
  noReference: 'There is no fine-tuned model yet to compare with.',
  token: (token: string, factor: string, nats: string) =>
    `“${token}”: ${factor} times as likely as for the fine-tuned model, ${nats} nats`,
  tokenAlone: (token: string) => `“${token}”: no fine-tuned model to compare with`,
  notCompared: (token: string) => `“${token}”: not compared`,
  tokenName: (token: string, nats: string) => `${token}, ${nats} nats`,
  tokens: (answer: string) => `Answer, by token: ${answer}`,
  old: (stages: readonly string[]) => `From before the last training: ${stages.join(' and ')} changed since.`,
  askAgain: 'Ask again',
  earlier: (n: number) => (n === 1 ? 'the question before' : `the ${n} questions before`),
  hint: 'Point at a token for its numbers; press it to see where the model looked.',
  howToRead: 'How to read this',
  notes: [
    'Every model is compared with the fine-tuned model, frozen (the papers’ reference, π_ref): PPO begins there, and its KL penalty holds the policy near it. The shade of a token is its log-ratio, log π − log π_ref, in nats, at temperature 1 whatever the answers were drawn at; +0.69 nats is twice as likely.',
    'Every model is measured as it was asked. The base model never saw the marks of a chat: it reads the bare prompt, or an example before it. The fine-tuned model reads the prompt as chat, always. So a shade under the base models shows how differently the two speak, not what PPO learned.',
    'The prompted base ends its answer at the next “question”, as its example taught it; that end is not compared.',
    'All models draw with the same dice: two that are alike give the same answer. ± is one standard error over the answers to this one prompt.',
  ],

  attention: {
    heading: (speaker: string, token: string) => `Where ${speaker} looked before it wrote “${token}”`,
    sentence:
      'Each row is one head of one layer: how it shares its attention among the tokens so far, while the model predicts the next one. Every row sums to 100 %.',
    close: 'close',
    waiting: 'looking',
    table: 'Attention by head and token',
    numbers: 'numbers',
    head: 'layer · head',
    most: 'looks most at',
    name: (layer: number, head: number) => `${layer} · ${head}`,
    cell: (layer: number, head: number, share: string, token: string) =>
      `Layer ${layer}, head ${head}: ${share} of its attention on “${token}”`,
    hint: 'Point at a cell for its number, or show all numbers.',
  },
};
