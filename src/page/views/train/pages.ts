/** The four trained stages; each knows nothing of the others. */
import type { TrainedStage } from '../../../experiment/names';
import { pretrainPage } from './0-pretrain/page';
import { sftPage } from './1-sft/page';
import { rewardModelPage } from './2-reward-model/page';
import { ppoPage } from './3-ppo/page';
import type { StagePage } from './stagePage';

export const STAGE_PAGES: { readonly [S in TrainedStage]: StagePage<S> } = {
  pretrain: pretrainPage,
  sft: sftPage,
  rewardModel: rewardModelPage,
  ppo: ppoPage,
};
