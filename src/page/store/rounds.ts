/** The acts that lead from round to round, and those that bring the learner's own rankings into the reward model. */
import { labelActions } from './label/rankings';
import { autosave, runOrder, send, show, unlessDropping, useStore } from './store';
import { controlStateOf } from './link/restrictions';

function presentRound(): number {
  return useStore.getState().run.stages.ppo?.round ?? 1;
}

function beforeLeaving(): void {
  runOrder.order(null);
  autosave.saveNow('ppo');
  autosave.saveNow('rewardModel');
}

/** PPO's next update, seen from the inside. */
function takeUpdate(): void {
  useStore.setState({ stepped: true });
  send({ type: 'step', stage: 'ppo', unit: 'update' });
}

export const roundActions = {
  /** The policy goes on as the start of the next round, and its answers are ranked; nothing is lost. */
  next: () => {
    beforeLeaving();
    send({ type: 'nextRound', round: presentRound() });
    labelActions.clearDesk();
    const { restrictions } = useStore.getState();
    show(controlStateOf(restrictions, 'label') === 'hidden' ? 'train' : 'label', 'rewardModel');
  },
  previous: () => {
    const round = presentRound();
    unlessDropping({ type: 'previousRound' }, () => {
      beforeLeaving();
      send({ type: 'previousRound', round });
      labelActions.clearDesk();
      show('train', 'ppo');
    });
  },
  compareLabels: () => {
    send({ type: 'compareLabels' });
  },
  learnFromLabels: () => {
    send({ type: 'learnFromLabels' });
  },
  stopLearning: () => {
    send({ type: 'stopLearning' });
  },
  /** The policy that learned from the rankings becomes that of the page, as its stage had trained it, with its reward model. */
  goOnWithLearned: () => {
    unlessDropping({ type: 'replaceRewardModel' }, () => {
      beforeLeaving();
      send({ type: 'adoptLearned' });
      show('train', 'ppo');
    });
  },
  /** The short reward model that learned the learner's rankings takes its place, and PPO takes its first update on it. */
  stepOnLabels: () => {
    unlessDropping({ type: 'replaceRewardModel' }, () => {
      send({ type: 'adoptLabels' });
      show('train', 'ppo');
      takeUpdate();
    });
  },
  stepPpo: () => {
    show('train', 'ppo');
    takeUpdate();
  },
  /** Trains the reward model anew, in full. */
  trainOnLabels: () => {
    unlessDropping({ type: 'replaceRewardModel' }, () => {
      send({ type: 'reset', stage: 'ppo' });
      send({ type: 'reset', stage: 'rewardModel' });
      show('train', 'rewardModel');
      send({ type: 'run', stage: 'rewardModel' });
    });
  },
};
