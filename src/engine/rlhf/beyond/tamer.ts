/**
 * TAMER (Knox & Stone 2009, "Interactively Shaping Agents via Human Reinforcement") for a language model: a person says
 * "good" or "bad", H learns by regression what the person would say, and the policy follows H alone. No value of what
 * comes later is learnt: a rating already judges what an action leads to, so the agent is myopic (discount 0).
 *
 * What is one action is a setting (`feedback.ts`): the whole response, with one rating each, or every token, with presses
 * credited to the tokens on screen before them. Different from the paper: H is a network that starts as the fine-tuned
 * model with a scalar head at 0, and learns from all feedback so far in every round; there are too many actions for
 * arg max H, so REINFORCE improves the policy on samples that H scores, held near the fine-tuned model by a KL penalty.
 */
import type { Rng } from '../../../rng';
import type { Prompt } from '../../../world/prompt';
import { HUMAN_DELAY } from './credit';
import type { FeedbackSettings, GiveFeedback, RatedResponse } from './feedback';
import { iterationMetrics, type Experience, type IterationMetrics, type IterationSettings } from '../iteration';
import { meanNumbers } from '../minibatches';
import { respond, type Response } from '../respond';
import { collectCriticRollout, type CriticRollout, type Networks } from '../rollout';
import { advantagesFromH, improve, labeledBatch, regress, rewardsFromH, signAccuracy } from './tamerUpdate';

export interface TamerSettings
  extends FeedbackSettings, Omit<IterationSettings, 'ppoIterations' | 'missingEosPenalty'> {
  readonly tamerRounds: number;
  /** Responses on which feedback is asked, a round. */
  readonly feedbackPerRound: number;
  /** Steps of H a round, each on a draw from all feedback so far. */
  readonly feedbackSteps: number;
  /** Responses in each draw. */
  readonly feedbackBatch: number;
  readonly feedbackLr: number;
  /** Steps of the policy a round, each on `rolloutBatch` new samples. */
  readonly policySteps: number;
  /** β */
  readonly klCoef: number;
}

/** What suits this world, beside the knobs of how much is asked and how it is read. */
export const SUITED_TAMER = {
  ...HUMAN_DELAY,
  feedbackSteps: 4,
  feedbackBatch: 64,
  feedbackLr: 1e-3,
  policySteps: 2,
  rolloutBatch: 64,
  policyLr: 3e-4,
  klCoef: 0.1,
  temperature: 1,
} as const satisfies Partial<TamerSettings>;

/** What people bring: the prompts to practice on, and what they say of the responses. */
export interface FeedbackSource {
  readonly prompts: (rng: Rng) => Prompt;
  readonly giveFeedback: GiveFeedback;
}

/** Samples of the policy, with H of the text so far as `values` at every token's own place. */
export interface TamerExperience extends Experience, CriticRollout {
  readonly rewards: Float32Array;
}

interface RegressionNumbers {
  /** Mean squared error of H before the step. */
  readonly regressionLoss: number;
  readonly regressionGradNorm: number;
}

interface ImprovementNumbers {
  readonly policyLoss: number;
  readonly gradNorm: number;
}

/** Means over a round's steps; the metrics of samples are those of the last ones. */
export interface TamerMetrics extends IterationMetrics, RegressionNumbers, ImprovementNumbers {
  /** Responses with feedback so far. */
  readonly feedback: number;
  /** Share of this round's presses that said "good", where each response has its last one; absent without any. */
  readonly goodShare?: number;
  /** Share of this round's labels whose sign H foresaw before it learnt them; absent without any that has a sign. */
  readonly accuracy?: number;
}

interface Counted {
  readonly step: number;
  readonly of: number;
}

export type TamerMicroStep =
  | { readonly kind: 'prompts'; readonly prompts: readonly Prompt[] }
  | { readonly kind: 'responses'; readonly prompts: readonly Prompt[]; readonly responses: readonly Response[] }
  /** Before the generator waits for feedback on this response. */
  | ({ readonly kind: 'ask'; readonly prompt: Prompt; readonly response: Response } & Counted)
  | { readonly kind: 'feedback'; readonly given: readonly RatedResponse[]; readonly rated: readonly RatedResponse[] }
  | ({ readonly kind: 'regression' } & RegressionNumbers & Counted)
  | ({ readonly kind: 'samples'; readonly experience: TamerExperience } & Counted)
  | ({ readonly kind: 'improvement'; readonly experience: TamerExperience } & ImprovementNumbers & Counted)
  | {
      readonly kind: 'metrics';
      readonly round: number;
      readonly rounds: number;
      readonly experience: TamerExperience;
      readonly metrics: TamerMetrics;
    };

/**
 * Asks for feedback and follows it, round by round; the reward model of the networks is H, which is trained here. The
 * settings are read anew in every round, and before H and policy learn. `rated` holds earlier feedback and grows by what is given; a round
 * before any feedback ends without metrics.
 */
export async function* trainTamer(
  networks: Networks,
  source: FeedbackSource,
  settings: () => TamerSettings,
  rng: Rng,
  rated: RatedResponse[] = [],
): AsyncGenerator<TamerMicroStep> {
  const rounds = settings().tamerRounds;
  for (let round = 1; round <= rounds; round++) {
    const asking = settings();
    const given = yield* askForFeedback(networks, source, asking, rng);
    rated.push(...given);
    yield { kind: 'feedback', given, rated };
    const said = rated.filter(({ feedback }) => feedback.presses.length > 0);
    if (said.length === 0) continue;

    const foreseen = await foresight(networks, given, asking);
    const regression = yield* learnFeedback(networks, said, settings(), rng);
    const { experience, ...improvement } = yield* followH(networks, source, settings(), rng);
    const numbers = { ...foreseen, ...regression, ...improvement, ...iterationMetrics(experience) };
    yield { kind: 'metrics', round, rounds, experience, metrics: { feedback: said.length, ...numbers } };
  }
}

/** Responses of the current policy, shown one by one. */
async function* askForFeedback(
  { policy }: Networks,
  source: FeedbackSource,
  { feedbackPerRound: of, temperature }: TamerSettings,
  rng: Rng,
): AsyncGenerator<TamerMicroStep, RatedResponse[]> {
  const prompts = Array.from({ length: of }, () => source.prompts(rng));
  yield { kind: 'prompts', prompts };
  const texts = prompts.map(({ text }) => text);
  const responses = await respond(policy, texts, 'chat', temperature, rng);
  yield { kind: 'responses', prompts, responses };
  const given: RatedResponse[] = [];
  for (const [i, response] of responses.entries()) {
    const prompt = prompts[i];
    yield { kind: 'ask', prompt, response, step: i + 1, of };
    const feedback = await source.giveFeedback(prompt, response);
    if (feedback) given.push({ prompt, response, feedback });
  }
  return given;
}

/** What H, as it was before this round, makes of the round's feedback. */
async function foresight(
  { rewardModel: h }: Networks,
  given: readonly RatedResponse[],
  settings: TamerSettings,
): Promise<Pick<TamerMetrics, 'goodShare' | 'accuracy'>> {
  const last = given.flatMap(({ feedback }) => feedback.presses.at(-1) ?? []);
  if (last.length === 0) return {};
  const goodShare = last.filter(({ rating }) => rating === 1).length / last.length;
  const accuracy = await signAccuracy(h, labeledBatch(given, settings.feedbackPerRound, settings));
  return { goodShare, ...(accuracy !== null && { accuracy }) };
}

async function* learnFeedback(
  { rewardModel: h }: Networks,
  said: readonly RatedResponse[],
  { feedbackSteps: of, feedbackBatch, feedbackLr, optimizer, ...settings }: TamerSettings,
  rng: Rng,
): AsyncGenerator<TamerMicroStep, RegressionNumbers> {
  const adamW = { ...optimizer, learningRate: feedbackLr, weightDecay: 0 };
  const done: RegressionNumbers[] = [];
  for (let step = 1; step <= of; step++) {
    const drawn = rng.shuffle(said).slice(0, feedbackBatch);
    const numbers = await regress(h, labeledBatch(drawn, feedbackBatch, settings), adamW);
    done.push(numbers);
    yield { kind: 'regression', step, of, ...numbers };
  }
  return meanNumbers(done);
}

/** The policy learns from new samples that H scores. */
async function* followH(
  networks: Networks,
  source: FeedbackSource,
  settings: TamerSettings,
  rng: Rng,
): AsyncGenerator<TamerMicroStep, ImprovementNumbers & { readonly experience: TamerExperience }> {
  const { policySteps: of, rolloutBatch, temperature, klCoef, feedbackReading } = settings;
  const done: ImprovementNumbers[] = [];
  for (let step = 1; ; step++) {
    const prompts = Array.from({ length: rolloutBatch }, () => source.prompts(rng));
    const withCritic = { ...networks, valueNetwork: networks.rewardModel };
    const rollout = await collectCriticRollout(withCritic, prompts, temperature, rng);
    const rewards = rewardsFromH(rollout, feedbackReading, klCoef);
    const experience = { ...rollout, rewards, advantages: advantagesFromH(rewards, rollout.batch, feedbackReading) };
    yield { kind: 'samples', step, of, experience };
    const numbers = await improve(networks.policy, rollout.batch, experience.advantages, settings);
    done.push(numbers);
    yield { kind: 'improvement', step, of, experience, ...numbers };
    if (step >= of) return { ...meanNumbers(done), experience };
  }
}
