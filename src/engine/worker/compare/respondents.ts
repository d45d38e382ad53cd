/**
 * The models that can be asked: those of the pipeline as they are now, the policy as every round of PPO before this one left
 * it, the policy that stood before the last run of PPO, and policies that the learner added.
 */
import { POLICY_BEFORE_RUN, type Respondent } from '../../../protocol/compare';
import { STAGE_OF_SPEAKER, type Origin, type Size, type Speaker } from '../../../experiment/names';
import type { Lessons } from '../../../protocol/label';
import type { PromptFormat } from '../../rlhf/respond';
import type { Settings } from '../../../experiment/settings';
import type { OriginatedWeights, StageWeights } from '../stages/stageWeights';
import { readOwnWeights } from '../stages/weightFiles';

/** What there is to ask besides the policies of earlier rounds and the added ones. */
export interface PipelineModels {
  readonly stageWeights: StageWeights;
  readonly settings: Settings;
  readonly round: number;
  /** Whether this round has a policy of its own, not only the one of the round before to go on from. */
  readonly ownPolicy: boolean;
}

/** A model that is asked, as it is now. */
export interface AskedModel {
  readonly respondent: Respondent;
  readonly format: PromptFormat;
  readonly parameters: Float32Array;
}

interface Entry {
  readonly respondent: Respondent;
  readonly format: PromptFormat;
  readonly parameters: () => Promise<Float32Array | null>;
}

interface Added {
  readonly respondent: Respondent;
  readonly size: Size;
  readonly parameters: Float32Array;
}

function entry(respondent: Respondent, format: PromptFormat, parameters: Entry['parameters']): Entry {
  return { respondent, format, parameters };
}

function ofPipeline(speaker: Speaker, format: PromptFormat, stageWeights: StageWeights): Entry {
  const stage = STAGE_OF_SPEAKER[speaker];
  const respondent = { id: speaker, speaker, round: null, name: null, origin: stageWeights.origin(stage) };
  return entry(respondent, format, () => stageWeights.parametersOf(stage));
}

function ofRound(round: number, origin: Origin | null, parameters: Entry['parameters'], lessons?: Lessons): Entry {
  const respondent: Respondent = { id: `ppo-${round}`, speaker: 'ppo', round, name: null, origin };
  return entry(lessons ? { ...respondent, lessons } : respondent, 'chat', parameters);
}

function ofPresentRound(round: number, stageWeights: StageWeights): Entry {
  const { policyLessons } = stageWeights;
  return ofRound(round, stageWeights.origin('ppo'), () => stageWeights.parametersOf('ppo'), policyLessons ?? undefined);
}

function ofBeforeRun(round: number, { parameters, origin }: OriginatedWeights): Entry {
  const respondent = { id: POLICY_BEFORE_RUN, speaker: 'ppo', round, name: null, origin, beforeRun: true } as const;
  return entry(respondent, 'chat', () => Promise.resolve(parameters));
}

export class Respondents {
  /** The policy as it stood before the last run of PPO; null where that run began with none, or is gone. */
  policyBeforeRun: OriginatedWeights | null = null;
  private readonly rounds = new Map<number, Float32Array>();
  private added: readonly Added[] = [];
  private additions = 0;

  /** Adds the policy that a round ended with. */
  addRound(round: number, parameters: Float32Array): void {
    this.rounds.set(round, parameters);
  }

  /** The policies that earlier rounds ended with. */
  get pastPolicies(): readonly (readonly [round: number, parameters: Float32Array])[] {
    return [...this.rounds];
  }

  forgetRound(round: number): void {
    this.rounds.delete(round);
  }

  forgetRounds(): void {
    this.rounds.clear();
    this.policyBeforeRun = null;
  }

  /** Adds a policy from a file. Throws `FileError` when it does not fit the pipeline's size, and then adds nothing. */
  add(name: string, bytes: ArrayBuffer, { settings }: PipelineModels): void {
    const parameters = readOwnWeights('ppo', name, bytes, settings);
    const respondent: Respondent = {
      id: `added-${++this.additions}`,
      speaker: 'ppo',
      round: null,
      name,
      origin: 'file',
    };
    this.added = [...this.added, { respondent, size: settings.size, parameters }];
  }

  remove(id: string): void {
    this.added = this.added.filter(({ respondent }) => respondent.id !== id);
  }

  /** In the order of their making. An added policy takes part while the pipeline has its size. */
  list(pipeline: PipelineModels): readonly Respondent[] {
    return this.entries(pipeline).map(({ respondent }) => respondent);
  }

  /** The models with these ids, with their weights as they are now; an id without a model is left out. */
  async ask(ids: readonly string[], pipeline: PipelineModels): Promise<AskedModel[]> {
    const asked: AskedModel[] = [];
    for (const { respondent, format, parameters } of this.entries(pipeline)) {
      const weights = ids.includes(respondent.id) ? await parameters() : null;
      if (weights) asked.push({ respondent, format, parameters: weights });
    }
    return asked;
  }

  private entries({ stageWeights, settings, round, ownPolicy }: PipelineModels): Entry[] {
    const { policyBeforeRun: before } = this;
    const past = [...this.rounds].map(([ended, parameters]) =>
      ofRound(ended, 'trained', () => Promise.resolve(parameters)),
    );
    // What an earlier round ended with is there already, under that round's name.
    const isPast = [...this.rounds.values()].some((parameters) => parameters === before?.parameters);
    const fitting = this.added.filter(({ size }) => size === settings.size);
    return [
      ...(stageWeights.has('pretrain')
        ? [ofPipeline('base', 'bare', stageWeights), ofPipeline('fewShotBase', 'fewShot', stageWeights)]
        : []),
      ...(stageWeights.has('sft') ? [ofPipeline('sft', 'chat', stageWeights)] : []),
      ...past,
      ...(ownPolicy && before && !isPast ? [ofBeforeRun(round, before)] : []),
      ...(ownPolicy ? [ofPresentRound(round, stageWeights)] : []),
      ...fitting.map(({ respondent, parameters }) => entry(respondent, 'chat', () => Promise.resolve(parameters))),
    ];
  }
}
