/** MicroStepView the reward model: a labeler's ranking, its pairs, the scores before and after an update, the shift. */
import type { MicroStepOf } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatInteger, formatNumber } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import { orderedPairs } from './orderedPairs';
import { Pairs } from './Pairs';
import { scoresOf } from './pairTerms';
import { Histogram } from './Histogram';
import styles from './MicroStepView.module.css';
import { Ranking } from './Ranking';
import { ScoreMoves } from './ScoreMoves';

type Step = MicroStepOf<'rewardModel'>;

export function MicroStepView({ step }: { readonly step: Step }) {
  if (step.kind === 'normalize') return <Normalize step={step} />;
  const scoresBefore = step.kind === 'update' ? step.scoresBefore : null;
  return (
    <div className={styles.inside}>
      <p className={styles.prompt}>
        <span className={styles.label}>{text.inside.prompt}</span> {showTokens(step.prompt)}
      </p>
      <Ranking ranking={step.ranking} scoresBefore={scoresBefore} />
      <p className={styles.label}>{caption(step)}</p>
      {step.kind === 'update' && <ScoreMoves before={step.scoresBefore} after={scoresOf(step.ranking)} />}
      {step.kind === 'batch' && <Pairs pairs={step.compared} scores={scoresOf(step.ranking)} />}
      {step.kind === 'update' && <Pairs pairs={step.compared} scores={step.scoresBefore} />}
    </div>
  );
}

function caption(step: Exclude<Step, { kind: 'normalize' }>): string {
  switch (step.kind) {
    case 'comparisons': {
      const collected = text.comparisons.collected(formatInteger(step.collected), formatInteger(step.of));
      return `${text.comparisons.labeler(step.labeler)}; ${collected}`;
    }
    case 'batch':
      return text.comparisons.pairs(step.pairs);
    case 'update': {
      const { right, of } = orderedPairs(step.ranking, scoresOf(step.ranking));
      return text.comparisons.ordered(right, of);
    }
    default:
      return step satisfies never;
  }
}

function Normalize({ step }: { readonly step: Extract<Step, { kind: 'normalize' }> }) {
  const { demonstrationScores: scores, sampleScores } = step;
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return (
    <div className={styles.inside}>
      <p>{text.comparisons.bias(formatNumber(mean))}</p>
      <Histogram demonstrations={scores} samples={sampleScores} zero={mean} />
    </div>
  );
}
