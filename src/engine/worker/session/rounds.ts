/** The rounds of ranking and PPO: what the present one's PPO begins with, and the way on and back. */
import type { Size } from '../../../experiment/names';
import { bringBack, endRound, ROUND_STAGES, type EndedRound } from './endedRound';
import type { Respondents } from '../compare/respondents';
import type { SessionState } from './snapshot';
import type { ProgressByStage } from './stageProgress';
import type { Shared } from '../stages/shared';
import type { OriginatedWeights } from '../stages/stageWeights';

type SavedRounds = Pick<
  SessionState,
  'round' | 'roundStart' | 'earlier' | 'shippedPolicy' | 'pastPolicies' | 'policyBeforeRun'
>;

export class Rounds {
  /** What PPO begins with: the policy of the round before, or one from a file; null: the SFT model. */
  roundStart: OriginatedWeights | null = null;
  /** The policy that ships, to come back to; null where nothing was opened. */
  shippedPolicy: OriginatedWeights | null = null;
  /** Oldest first. */
  private earlier: EndedRound[] = [];

  constructor(
    private readonly shared: Shared,
    private readonly progress: ProgressByStage,
    private readonly respondents: Respondents,
  ) {}

  /** The weights that a reset of PPO leads back to; null: none. */
  get policyToResetTo(): OriginatedWeights | null {
    return this.roundStart ?? this.shippedPolicy;
  }

  /** A run of PPO begins: the policy that stands until now can be asked beside what the run makes. */
  async keepPolicy(): Promise<void> {
    const { stageWeights } = this.shared;
    const [parameters, origin] = [await stageWeights.parametersOf('ppo'), stageWeights.origin('ppo')];
    this.respondents.policyBeforeRun = parameters && origin && { parameters, origin };
  }

  /** There is no run of PPO in this round any more that the policy was kept for. */
  forgetKeptPolicy(): void {
    this.respondents.policyBeforeRun = null;
  }

  /** Goes on from the policy as it stands now; `leave` ends whatever trains in the present round. */
  async next(rewardModelSize: Size, leave: () => Promise<void>): Promise<void> {
    const { shared, progress } = this;
    const { stageWeights } = shared;
    const policy = await stageWeights.parametersOf('ppo');
    if (!policy) throw new Error('A new round needs a policy: run PPO first.');
    const ended = await endRound(stageWeights, progress, rewardModelSize, this.roundStart);
    await leave();
    this.earlier.push(ended);
    stageWeights.set('ppo', policy, 'trained');
    this.respondents.addRound(shared.round, policy);
    this.forgetKeptPolicy();
    stageWeights.forget('rewardModel');
    shared.round++;
    this.roundStart = { parameters: policy, origin: 'trained' };
    for (const stage of ROUND_STAGES) {
      progress[stage].begin();
      progress[stage].status = 'ready';
    }
  }

  /** Goes back to the round before, and drops the present one. Returns the size of the reward model it had. */
  async previous(leave: () => Promise<void>): Promise<Size> {
    const ended = this.earlier.at(-1);
    if (!ended) throw new Error('This is the first round: there is none to go back to.');
    const { shared } = this;
    await leave();
    this.earlier.pop();
    shared.stageWeights.comparisons.delete(shared.round);
    shared.round--;
    this.respondents.forgetRound(shared.round);
    this.forgetKeptPolicy();
    this.roundStart = ended.start;
    bringBack(ended, shared.stageWeights, this.progress);
    return ended.rewardModelSize;
  }

  /** Back to the first, with nothing opened. */
  forgetAll(): void {
    this.respondents.forgetRounds();
    this.shared.round = 1;
    this.earlier = [];
    this.roundStart = null;
    this.shippedPolicy = null;
  }

  saved(): SavedRounds {
    const { roundStart, earlier, shippedPolicy } = this;
    return {
      round: this.shared.round,
      roundStart,
      earlier,
      shippedPolicy,
      pastPolicies: this.respondents.pastPolicies,
      policyBeforeRun: this.respondents.policyBeforeRun,
    };
  }

  /** As an earlier session had them. */
  restore({ round, roundStart, earlier, shippedPolicy, pastPolicies, policyBeforeRun = null }: SavedRounds): void {
    this.shared.round = round;
    this.roundStart = roundStart;
    this.earlier = [...earlier];
    this.shippedPolicy = shippedPolicy;
    for (const [past, parameters] of pastPolicies) this.respondents.addRound(past, parameters);
    this.respondents.policyBeforeRun = policyBeforeRun;
  }
}
