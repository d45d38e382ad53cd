/** PPO's four networks: which of them learn, and what each does in a micro-step. */
import type { MicroStepKind } from '../../protocol/microSteps';
import type { Text } from '../text/text';
import type { NetworkName } from '../../experiment/names';

export const FROZEN: Readonly<Record<NetworkName, boolean>> = {
  policy: false,
  reference: true,
  rewardModel: true,
  value: false,
};

type Work = keyof Text['step']['work'];

/** What each network does in a micro-step of PPO; absent: idle. */
export const NETWORKS_AT_WORK: Readonly<Record<MicroStepKind<'ppo'>, { readonly [N in NetworkName]?: Work }>> = {
  prompts: {},
  rollout: { policy: 'writes', reference: 'reads' },
  score: { rewardModel: 'scores' },
  klPenalty: { policy: 'pays', reference: 'holds' },
  advantages: { value: 'predicts' },
  update: { policy: 'learns', value: 'learns' },
  metrics: {},
};
