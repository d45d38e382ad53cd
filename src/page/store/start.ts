/** The first view: which request its models answer, what is asked of the worker for it, and where its doors lead. */
import { create } from 'zustand';
import { SPEAKERS, STAGE_OF_SPEAKER, type Origin, type Speaker } from '../../experiment/names';
import type { Respondent } from '../../protocol/compare';
import { labActions } from './lab/lab';
import { controlStateOf } from './link/restrictions';
import { onDemand } from './onDemand';
import { changedSince } from './run/freshness';
import type { PageModel } from './run/pageModel';
import { actions, live, send, show, useStore } from './store';

/** In words of the world; the first is asked at once. */
export const REQUESTS = [
  'write a mean story about the cow .',
  'write a story about anna and the owl .',
  'describe the owl .',
  'i am sad .',
] as const;

export const useStart = create<{ readonly request: string }>()(() => ({ request: REQUESTS[0] }));

/** The models that answer on the first view, in the order of their making: the policy is the newest of this page. */
export function answering(respondents: readonly Respondent[]): readonly Respondent[] {
  const of = (speaker: Speaker) =>
    respondents.filter((each) => each.speaker === speaker && each.name === null && each.beforeRun !== true).slice(-1);
  return [...of('base'), ...of('sft'), ...of('ppo')];
}

/** Whose each of the four models is; null where all of them ship, or none is there: then nothing need be said of it. */
export function whoseModels({
  respondents,
  stages,
}: PageModel): Readonly<Record<AnsweringStage, Origin | null>> | null {
  const of = (speaker: Speaker) => answering(respondents).find((each) => each.speaker === speaker)?.origin ?? null;
  const whose = {
    base: of('base'),
    sft: of('sft'),
    rewardModel: stages.rewardModel?.origin ?? null,
    ppo: of('ppo'),
  };
  return Object.values(whose).some(isOwn) ? whose : null;
}

type AnsweringStage = 'base' | 'sft' | 'rewardModel' | 'ppo';

/** The learner trained it, here or earlier, or brought it. */
export function isOwn(origin: Origin | null): boolean {
  return origin === 'trained' || origin === 'kept' || origin === 'file';
}

/** Whether the answers on view are to the request, by the models as they are now. */
export function isAnswered(run: PageModel, request: string): boolean {
  const { example } = run;
  if (example?.question.prompt !== request || changedSince(example, run).length > 0) return false;
  const wanted = answering(run.respondents);
  return wanted.every(({ id }) => example.question.respondents.includes(id));
}

/** Whether a model's mean gold is not known to the end, or was measured before its weights changed. */
export function isToMeasure({ respondents, meanGolds, weightChanges }: PageModel): boolean {
  return SPEAKERS.filter((speaker) => respondents.some((each) => each.speaker === speaker)).some((speaker) => {
    const known = meanGolds[speaker];
    return known?.done !== true || known.changes !== weightChanges[STAGE_OF_SPEAKER[speaker]];
  });
}

/** On demand: pulls in the database of saved runs. */
const loadScenario = onDemand(() => import('./lab/scenario'));

let examples = 0;

export const startActions = {
  choose: (request: string) => {
    useStart.setState({ request });
  },
  /** One answer of each model to the request, drawn by the dice of the page's seed. */
  ask: () => {
    const { respondents, settings } = live();
    const asked = answering(respondents).map(({ id }) => id);
    if (asked.length === 0) return;
    const { request: prompt } = useStart.getState();
    const question = { prompt, respondents: asked, samples: 1, temperature: 1, seed: settings.seed, draw: 1 };
    send({ type: 'answer', id: ++examples, question, example: true });
  },
  measure: (on: boolean) => {
    send({ type: 'measureGold', on });
  },
  /** The lab's game of good and bad, begun at once unless the link keeps it from running. */
  play: async () => {
    labActions.open('tamer');
    useStore.setState({ scenario: 'tamer' });
    actions.selectView('lab');
    if (controlStateOf(useStore.getState().restrictions, 'liveRun') !== 'free') return;
    // The view needs the same part, and says itself that it could not be loaded.
    const part = await loadScenario().catch(() => null);
    part?.scenarioActions.run();
  },
  rank: () => {
    actions.selectView('label');
  },
  /** PPO, which runs at once unless it is done, or has no reward model to learn from. */
  watch: () => {
    show('train', 'ppo');
    const status = live().stages.ppo?.status;
    if (status === 'ready' || status === 'paused') actions.run('ppo');
  },
};
