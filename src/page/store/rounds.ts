/** The acts that lead from round to round, and those that bring the learner's own rankings into the reward model. */
import { labelActions } from './label/labels';
import { keeping, order, send, show, unlessLosing, useStore } from './store';
import { standingOf } from './link/withheld';

function presentRound(): number {
  return useStore.getState().run.stages.ppo?.round ?? 1;
}

function beforeLeaving(): void {
  order(null);
  keeping.beforeDropping('ppo');
  keeping.beforeDropping('rewardModel');
}

export const roundActions = {
  /** The policy goes on as the start of the next round, and its answers are ranked; nothing is lost. */
  next: () => {
    beforeLeaving();
    send({ type: 'nextRound', round: presentRound() });
    labelActions.clearDesk();
    const { withheld } = useStore.getState();
    show(standingOf(withheld, 'label') === 'hidden' ? 'train' : 'label', 'rewardModel');
  },
  previous: () => {
    const round = presentRound();
    unlessLosing({ type: 'previousRound' }, () => {
      beforeLeaving();
      send({ type: 'previousRound', round });
      labelActions.clearDesk();
      show('train', 'ppo');
    });
  },
  compareLabels: () => {
    send({ type: 'compareLabels' });
  },
  /** The short reward model that learned the learner's rankings takes its place, and PPO takes its first update on it. */
  stepOnLabels: () => {
    unlessLosing({ type: 'replaceRewardModel' }, () => {
      send({ type: 'adoptLabels' });
      show('train', 'ppo');
      send({ type: 'step', stage: 'ppo', unit: 'update' });
    });
  },
  stepPpo: () => {
    show('train', 'ppo');
    send({ type: 'step', stage: 'ppo', unit: 'update' });
  },
  /** Trains the reward model anew, in full. */
  trainOnLabels: () => {
    unlessLosing({ type: 'replaceRewardModel' }, () => {
      send({ type: 'reset', stage: 'ppo' });
      send({ type: 'reset', stage: 'rewardModel' });
      show('train', 'rewardModel');
      send({ type: 'run', stage: 'rewardModel' });
    });
  },
};
