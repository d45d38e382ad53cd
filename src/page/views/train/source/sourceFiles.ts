/**
 * Our own source as text: what is shown beside a formula is the very file that was built, never a copy. Only the text
 * crosses the wall to those folders; each file is fetched when it is first shown.
 */
import { onDemand } from '../../../store/onDemand';

const FILES = import.meta.glob<string>(
  [
    '../../../../engine/lm/{crossEntropy,maskedMean}.ts',
    '../../../../engine/lm/plain/sampler.ts',
    '../../../../engine/rlhf/{advantages,comparisons,iteration,kl,pairwiseLoss,ppoLoss,ppoUpdate,pretrain,rewardModel,rewards,rollout,sequences,sft}.ts',
  ],
  { query: '?raw', import: 'default' },
);

const LOADS = new Map(Object.entries(FILES).map(([file, load]) => [file, onDemand(load)]));

/** The text of a file of `src/engine/`, by its path there. Throws where the build holds no such file, or it cannot be had. */
export async function readSource(file: string): Promise<string> {
  const load = LOADS.get(`../../../../engine/${file}`);
  if (load === undefined) throw new Error(`The build holds no source of the name "${file}".`);
  return load();
}
