/** The four trained stages; each knows nothing of the others. */
import type { MicroStep } from '../../../protocol/microSteps';
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

/** The view of a micro-step by the stage that it belongs to. */
export function InsideStage({ step, live }: { readonly step: MicroStep; readonly live: boolean }) {
  switch (step.stage) {
    case 'pretrain':
      return <pretrainPage.MicroStepView step={step} live={live} />;
    case 'sft':
      return <sftPage.MicroStepView step={step} live={live} />;
    case 'rewardModel':
      return <rewardModelPage.MicroStepView step={step} live={live} />;
    case 'ppo':
      return <ppoPage.MicroStepView step={step} live={live} />;
    case 'evaluate':
      return null;
    default:
      return step satisfies never;
  }
}
