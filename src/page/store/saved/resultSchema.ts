/** What the saved results of an evaluation, and of what was learned from rankings, must look like before the page shows them. */
import * as v from 'valibot';
import { ORIGINS, SIZES, SPEAKERS } from '../../../experiment/names';
import type { Evaluation, SizeMark } from '../../../protocol/evaluate';
import type { LabelEffect, Learned } from '../../../protocol/label';
import type { WorkerEvent } from '../../../protocol/protocol';
import { rankingSchema } from '../label/changesSchema';
import { count, list, number, orNull } from './checks';
import { episodes } from './microStepSchema';

const measured = v.nullable(
  v.object({ value: number, error: orNull, interval: v.exactOptional(v.tuple([number, number])) }),
);
const model = { speaker: v.picklist(SPEAKERS), size: v.picklist(SIZES), ptx: v.nullable(v.boolean()) };

const evaluation: v.GenericSchema<unknown, Evaluation> = v.object({
  ...model,
  answers: count,
  measures: v.object({
    gold: measured,
    goldUnseen: measured,
    helpful: measured,
    honest: measured,
    harmless: measured,
    refuse: measured,
    premise: measured,
    truth: measured,
    attempts: measured,
    obeysConstraints: measured,
    hallucinates: measured,
    appropriate: measured,
    winAgainstSft: measured,
    length: measured,
    harmfulSet: measured,
    premisesSet: measured,
    mythsSet: measured,
    spanishSet: measured,
    perplexity: measured,
    cloze: measured,
    mythTrue: measured,
    story: measured,
    spanish: measured,
  }),
  examples: episodes,
});

const mark: v.GenericSchema<unknown, SizeMark> = v.object({
  ...model,
  parameters: count,
  origin: v.picklist(ORIGINS),
  against: v.picklist(SIZES),
  preferred: measured,
  gold: measured,
});

const both = <const S extends v.GenericSchema>(each: S) => v.object({ with: each, without: each });

const effect: v.GenericSchema<unknown, LabelEffect> = v.object({
  rankings: list(rankingSchema),
  simulated: count,
  learned: count,
  keptApart: count,
  weight: number,
  accuracy: both(measured),
  difference: measured,
  onLearned: both(measured),
  onKeptApart: v.nullable(both(measured)),
  scores: v.record(v.string(), both(list(number))),
});

const answer = v.object({ text: v.string(), ended: v.boolean(), score: number, gold: orNull });
const learned: v.GenericSchema<unknown, Learned> = v.object({
  iterations: count,
  rankings: list(rankingSchema),
  prompts: list(v.object({ prompt: v.string(), before: answer, with: answer, without: answer })),
});

export const resultSchema: v.GenericSchema<unknown, WorkerEvent> = v.variant('type', [
  v.object({ type: v.literal('evaluation'), evaluation }),
  v.object({ type: v.literal('cleared'), stage: v.literal('evaluate') }),
  v.object({ type: v.literal('sizeMark'), mark }),
  v.object({ type: v.literal('labelEffect'), fraction: v.null(), effect }),
  v.object({ type: v.literal('labelLearning'), progress: v.null(), learned }),
  v.object({ type: v.literal('labelAdopted') }),
]);
