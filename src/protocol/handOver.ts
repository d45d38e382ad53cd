/** What leaves the page for Python: a model folder of each stage, and the data set that each stage learns from. */
import type { TrainedStage } from '../experiment/names';
import { sizeOf, type Settings } from '../experiment/settings';

/** The data set of each stage. */
export const DATA_SETS = {
  pretrain: 'corpus',
  sft: 'demonstrations',
  rewardModel: 'simulated-preferences',
  ppo: 'prompts',
} as const satisfies Record<TrainedStage, string>;

/** What a saved data set holds. */
export interface SavedDataSet {
  readonly records: number;
  /** Pairs with an answer in which the model wrote a special token. */
  readonly leftOut: number;
  /** Of preference pairs: the rankings they are from, and whether stage 2 learned those or they were drawn for the file. */
  readonly rankings?: { readonly count: number; readonly learned: boolean };
}

const MODELS: Readonly<Record<TrainedStage, string>> = {
  pretrain: 'base',
  sft: 'fine-tuned',
  rewardModel: 'reward-model',
  ppo: 'policy',
};

/** The name of a stage's model folder. */
export function folderName(stage: TrainedStage, settings: Settings): string {
  return `rlhf-playground-${sizeOf(stage, settings)}-${MODELS[stage]}`;
}

/** The lines of Python that load a model folder which lies where they run. */
export function loadingLines(stage: TrainedStage, folder: string): readonly string[] {
  const model = stage === 'rewardModel' ? 'AutoModelForSequenceClassification' : 'AutoModelForCausalLM';
  return [
    `from transformers import ${model}, AutoTokenizer`,
    `tokenizer = AutoTokenizer.from_pretrained("${folder}")`,
    `model = ${model}.from_pretrained("${folder}")`,
  ];
}
