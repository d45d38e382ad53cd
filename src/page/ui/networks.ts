/** PPO's four networks: which of them learn, and what each does in a micro-step. */
import type { MicroStep } from '../../protocol/microSteps';
import type { Text } from '../text/text';
import type { NetworkName } from '../../experiment/names';

export const FROZEN: Readonly<Record<NetworkName, boolean>> = {
  policy: false,
  reference: true,
  rewardModel: true,
  value: false,
};

type Work = keyof Text['step']['work'];
type PpoKind = Extract<MicroStep, { stage: 'ppo' }>['kind'];

/** What each network does in a micro-step; absent: idle. */
const WORK: {
  readonly [K in PpoKind]: { readonly [N in NetworkName]?: Work };
} = {
  prompts: {},
  rollout: { policy: 'writes', reference: 'reads' },
  score: { rewardModel: 'scores' },
  klPenalty: { policy: 'drifts', reference: 'holds' },
  advantages: { value: 'guesses' },
  update: { policy: 'learns', value: 'learns' },
  metrics: {},
};

export function workIn(kind: string): { readonly [N in NetworkName]?: Work } {
  return (WORK as Readonly<Record<string, { readonly [N in NetworkName]?: Work }>>)[kind] ?? {};
}
