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
/** Stories that are shown as they were before any feedback and as they are now: enough that some change after one round. */
const SHOWN_STORIES = 24;

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
  counted: Pick<AskedRound, 'round' | 'rounds'>,
): LabEvent {
  const shown = responses.map(({ tokens, text, ended }, i) => ({
    prompt: prompts[i].text,
    tokens: tokens.map((token) => VOCABULARY[token]),
    text,
    ended,
  }));
  return { type: 'asked', ...counted, responses: shown };
}

/** Has the evaluation stories told, always the same ones with the same randomness, and says what they are worth. */
async function* storyPoints(
  lab: Lab,
  arms: readonly string[],
  model: Model,
  feedback: number,
): AsyncGenerator<LabEvent> {
  const judged = await evaluationAnswers(model, lab.settings, { prompts: storyEvaluationPrompts(STORIES) });
  const gold = markEstimate('gold', judged);
  for (const arm of arms) {
    yield pointOf(arm, 'storyGold', feedback, gold);
    yield answersOf(arm, judged, SHOWN_STORIES);
  }
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
  let [round, said] = [0, 0];
  try {
    yield { type: 'doing', arm: 'sft', doing: 'answers', fraction: 0 };
    // The policy begins as the fine-tuned model.
    yield* storyPoints(lab, ['sft', YOURS], networks.policy, 0);
    for await (const step of trainTamer(networks, source, () => now, stageRng(seed, 'tamer'))) {
      if (step.kind === 'responses') {
        round++;
        if (simulatedLabeler) continue;
        listener.listen();
        yield { type: 'doing', arm: YOURS, doing: 'asks', fraction: (round - 1) / rounds };
        yield askedOf(step, { round, rounds });
      } else if (step.kind === 'feedback') {
        yield { type: 'doing', arm: YOURS, doing: 'feedback', fraction: (round - 1) / rounds };
        if (step.given.length === 0 && (await listener.heardEnough())) break;
      } else if (step.kind === 'metrics') {
        const { feedback, accuracy } = step.metrics;
        yield* storyPoints(lab, [YOURS], networks.policy, feedback);
        // Presses that came too early to mean a token give no label with a sign.
        if (accuracy !== undefined) yield sharePoint(YOURS, 'foresight', feedback, accuracy, feedback - said);
        said = feedback;
        if (await listener.heardEnough()) break;
      }
    }
  } finally {
    for (const network of Object.values(networks)) network.dispose();
  }
}
