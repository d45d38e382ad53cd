/** What the page holds in memory, and what follows from it. */
import type { View } from '../../experiment/controls';
import type { StageName, TrainedStage } from '../../experiment/names';
import { DEFAULT_PAGE, type PageParameters } from '../../experiment/query';
import type { ScenarioName } from '../../experiment/scenarios';
import { defaultSettings } from '../../experiment/settings';
import type { Question } from '../../protocol/compare';
import type { Replay } from './saved/replay';
import { nameKnobs } from '../text/nameKnobs';
import { controlStateOf, NO_RESTRICTIONS, type Restrictions } from './link/restrictions';
import { addNotice, initialPageModel, type PageModel } from './run/pageModel';

export interface PageState {
  /** On view: the run that is trained here, or one that is replayed. */
  readonly run: PageModel;
  readonly page: PageParameters;
  readonly view: View;
  /** On view in the lab; null: its list. */
  readonly scenario: ScenarioName | null;
  /** Micro-steps a second, null = as fast as it goes. */
  readonly speed: number | null;
  /** Whether the learner's last act was a step, or slow motion: then Train shows the inside, whatever was chosen. */
  readonly stepped: boolean;
  /** The stage at work while all four are trained one after the other; null: they are not. */
  readonly trainingAll: TrainedStage | null;
  /** Asked of every stage's model beside the fixed prompts; null: none. */
  readonly ownPrompt: string | null;
  /** The stage the learner last trained or chose to train, to come back to from the other views. */
  readonly trainedStage: TrainedStage;
  /** The question whose answers are awaited. */
  readonly asked: { readonly id: number; readonly question: Question } | null;
  /** Whether fewer workers train, since the battery is low. */
  readonly spares: boolean;
  /** What waits for the learner's word, because it drops weights that were trained here. */
  readonly confirming: { readonly dropped: readonly TrainedStage[]; readonly act: () => void } | null;
  /** Controls that the link hides or locks. */
  readonly restrictions: Restrictions;
  /** A saved run whose curves lie over the present ones: what legends call it, and all that is to be said of it. */
  readonly overlay: { readonly label: string; readonly note: string; readonly curves: PageModel['curves'] } | null;
  /** A saved run that fills the page, while the live one waits behind it. */
  readonly replay: Replay | null;
  /** The stage that waited while the tab was hidden and now goes on; null once the learner acts. */
  readonly wentOn: StageName | null;
  /** Whether the worker is on its way back to where the last visit, or a lost worker, stood. */
  readonly comingBack: boolean;
}

export const INITIAL_PAGE_STATE: PageState = {
  run: initialPageModel(defaultSettings()),
  page: DEFAULT_PAGE,
  view: 'train',
  scenario: null,
  speed: null,
  stepped: false,
  ownPrompt: null,
  trainingAll: null,
  trainedStage: 'ppo',
  asked: null,
  spares: false,
  confirming: null,
  restrictions: NO_RESTRICTIONS,
  overlay: null,
  replay: null,
  wentOn: null,
  comingBack: false,
};

/** Returns the run that is trained here, also while another is replayed. */
export function liveRun({ run, replay }: Pick<PageState, 'run' | 'replay'>): PageModel {
  return replay?.live ?? run;
}

/** Returns what Train shows of the stage at work. */
export function paneOf({
  page,
  stepped,
  restrictions,
}: Pick<PageState, 'page' | 'stepped' | 'restrictions'>): PageParameters['pane'] {
  if (controlStateOf(restrictions, 'inside') === 'hidden') return 'answers';
  return stepped ? 'inside' : page.pane;
}

/** Returns whether no worker is there to train: it was lost, or a fresh one is on its way to where the last one stood. */
export function isOut(state: PageState): boolean {
  return state.comingBack || liveRun(state).stopped !== null;
}

/** Adds one notice with all the problems, a line each. */
export function withProblems(run: PageModel, problems: readonly string[]): PageModel {
  return problems.length === 0
    ? run
    : addNotice(run, { sentence: nameKnobs(problems.join('\n')), detail: '', stage: null });
}
