/** The models that can answer a prompt now, and those that an evaluation takes: the session's own, and shipped ones. */
import {
  SIZES,
  SPEAKERS,
  STAGE_OF_SPEAKER,
  type Size,
  type Speaker,
  type TrainedStage,
} from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import type { PromptFormat } from '../../rlhf/respond';
import type { AnsweringModel, Evaluated } from './evaluateRun';
import { SHIPPED_PTX, type StageWeights } from './stageWeights';

/** How each speaker is asked. */
const FORMATS = {
  base: 'bare',
  fewShotBase: 'fewShot',
  sft: 'chat',
  ppo: 'chat',
} as const satisfies Record<Speaker, PromptFormat>;

/** Every model that can answer a prompt now. */
export async function answeringModels(stageWeights: StageWeights): Promise<AnsweringModel[]> {
  const parameters = new Map<TrainedStage, Float32Array | null>();
  for (const stage of ['pretrain', 'sft', 'ppo'] as const)
    parameters.set(stage, await stageWeights.parametersOf(stage));
  return SPEAKERS.flatMap((speaker) => {
    const known = parameters.get(STAGE_OF_SPEAKER[speaker]);
    return known ? [{ speaker, format: FORMATS[speaker], parameters: known }] : [];
  });
}

/** Every model that is evaluated now; with the shipped ones of the other sizes, read only when their turn comes. */
export async function evaluatedModels(
  stageWeights: StageWeights,
  { size, evaluateAllSizes }: Settings,
): Promise<Evaluated[]> {
  const own = (await answeringModels(stageWeights)).map(({ speaker, format, parameters }): Evaluated => ({
    speaker,
    format,
    size,
    origin: stageWeights.origin(STAGE_OF_SPEAKER[speaker]) ?? 'random',
    ptx: speaker === 'ppo' ? stageWeights.policyPtx : null,
    own: true,
    load: () => Promise.resolve(parameters),
  }));
  const others = evaluateAllSizes ? SIZES.filter((each) => each !== size) : [];
  return [...own, ...others.flatMap((each) => SPEAKERS.map((speaker) => shippedModel(stageWeights, speaker, each)))];
}

function shippedModel({ shipped }: StageWeights, speaker: Speaker, size: Size): Evaluated {
  const load = () => shipped.read(STAGE_OF_SPEAKER[speaker], size);
  const ptx = speaker === 'ppo' ? SHIPPED_PTX : null;
  return { speaker, format: FORMATS[speaker], size, origin: 'shipped', ptx, own: false, load };
}
