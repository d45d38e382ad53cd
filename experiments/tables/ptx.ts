/** What the pretraining gradient must do, wherever PPO with it stands beside PPO without it. */
import { figure, inTheMean, onEverySeed, type Expectation } from '../reproduce/experiment';

/** Gold of single runs is off by .02 (one standard error): their difference is judged in the mean. */
export const ptxExpectations = (ppo: string, ptx: string): readonly Expectation[] => [
  onEverySeed(
    'requirement',
    'ptx brings the perplexity back under 2.6',
    (rows) => figure(rows, ptx, 'perplexity') < 2.6,
  ),
  inTheMean(
    'requirement',
    'ptx keeps gold within .04 of PPO without it, or above',
    (rows) => figure(rows, ptx, 'gold') - figure(rows, ppo, 'gold'),
    (difference) => difference > -0.04,
  ),
];
