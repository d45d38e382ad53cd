/** TAMER on stories: a person with two keys, or a simulated labeler, says "good" and "bad", and the policy follows. */
import type { AskedRound, LabEvent, LabFeedback } from '../../../protocol/lab';
import type { Model } from '../../lm/model';
import { markEstimate } from '../../rlhf/evaluation/evaluate';
import { simulatedFeedback, type GiveFeedback } from '../../rlhf/beyond/feedback';
import { languageModel, scalarModel, withScalarHead } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { trainingSettings } from '../../../experiment/settings';
import { SUITED_TAMER, trainTamer, type TamerMicroStep } from '../../rlhf/beyond/tamer';
import { YOURS } from '../../../experiment/scenarios';
import { sampleStoryPrompt, storyEvaluationPrompts } from '../../../world/storyPrompts';
import { VOCABULARY } from '../../../world/vocabulary';
import type { Lab, ScenarioRun } from './lab';
import { answersOf, evaluationAnswers, pointOf, sharePoint } from './measures';

const STORIES = 200;
/** Stories are judged whenever so much feedback has come in. */
const MEASURED_EVERY = 16;

/** The learner as a source of feedback: a round of responses goes out at once, and what is said of them comes back. */
class Listener {
  private answer: Promise<LabFeedback> | null = null;
  private place = 0;

  constructor(private readonly lab: Lab) {}

  /** Call it before a round goes to the page. */
  listen(): void {
    this.answer = this.lab.hear();
    this.place = 0;
  }

  readonly giveFeedback: GiveFeedback = async () => (await this.answer)?.given[this.place++] ?? null;

  /** Whether the learner asked for the end with what was said last. */
  async heardEnough(): Promise<boolean> {
    return (await this.answer)?.enough ?? false;
  }
}

function askedOf(
  { responses, prompts }: Extract<TamerMicroStep, { kind: 'responses' }>,
  counted: Pick<AskedRound, 'round' | 'rounds' | 'said'>,
): LabEvent {
  const shown = responses.map(({ tokens, text, ended }, i) => ({
    prompt: prompts[i].text,
    tokens: tokens.map((token) => VOCABULARY[token]),
    text,
    ended,
  }));
  return { type: 'asked', ...counted, responses: shown };
}

async function* storyPoint(lab: Lab, arm: string, model: Model, feedback: number): AsyncGenerator<LabEvent> {
  const judged = await evaluationAnswers(model, lab.settings, { prompts: storyEvaluationPrompts(STORIES) });
  yield pointOf(arm, 'storyGold', feedback, markEstimate('gold', judged));
  yield answersOf(arm, judged);
}

export async function* tamer(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const { size, seed, tamerRounds: rounds, simulatedLabeler } = settings;
  const sft = await lab.shipped('sft');
  const networks = {
    policy: languageModel(size, sft),
    referencePolicy: languageModel(size, sft),
    rewardModel: scalarModel(size, withScalarHead(size, sft)),
  };
  const listener = new Listener(lab);
  const giveFeedback = simulatedLabeler
    ? simulatedFeedback(lab.world(settings).labelers[0], stageRng(seed, 'labeler'))
    : listener.giveFeedback;
  const now = { ...trainingSettings(settings), ...SUITED_TAMER };
  const source = { prompts: sampleStoryPrompt, giveFeedback };
  let [round, said, measured, foreseen, sinceMeasured] = [0, 0, 0, 0, 0];
  const measure = async function* (): AsyncGenerator<LabEvent> {
    yield* storyPoint(lab, YOURS, networks.policy, said);
    if (sinceMeasured > 0) yield sharePoint(YOURS, 'foresight', said, foreseen / sinceMeasured, sinceMeasured);
    [measured, foreseen, sinceMeasured] = [said, 0, 0];
  };
  try {
    yield { type: 'doing', arm: 'sft', doing: 'answers', fraction: 0 };
    yield* storyPoint(lab, 'sft', networks.policy, 0);
    yield* measure();
    for await (const step of trainTamer(networks, source, () => now, stageRng(seed, 'tamer'))) {
      if (step.kind === 'responses') {
        round++;
        if (simulatedLabeler) continue;
        listener.listen();
        yield { type: 'doing', arm: YOURS, doing: 'asks', fraction: (round - 1) / rounds };
        yield askedOf(step, { round, rounds, said });
      } else if (step.kind === 'feedback') {
        yield { type: 'doing', arm: YOURS, doing: 'feedback', fraction: (round - 1) / rounds };
        if (step.given.length === 0 && (await listener.heardEnough())) break;
      } else if (step.kind === 'metrics') {
        const { feedback, accuracy } = step.metrics;
        // Presses that came too early to mean a token give no label with a sign.
        if (accuracy !== undefined) {
          foreseen += (feedback - said) * accuracy;
          sinceMeasured += feedback - said;
        }
        said = feedback;
        if (said - measured >= MEASURED_EVERY) yield* measure();
        if (await listener.heardEnough()) break;
      }
    }
    if (said > measured) yield* measure();
  } finally {
    for (const network of Object.values(networks)) network.dispose();
  }
}
