/** MicroStepView PPO: one answer on its way from prompt to update. */
import { useState } from 'react';
import type { LedgerColumn, MicroStepOf, TokenTable } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { Episodes } from '../../../ui/Episodes';
import { Formula } from '../formula/Formula';
import { formatFixed } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import { TextList } from '../TextList';
import { ledgerRows, TokenLedger } from '../tokens/TokenLedger';
import { textColor } from '../../../ui/colors';
import { Advantages } from './Advantages';
import styles from './MicroStepView.module.css';
import { numbersOf, valueNumbers, type Numbers } from './numbers';
import { dotOf, type Dot } from './objectiveDots';
import { Objective } from './Objective';
import { Rollout } from './Rollout';
import { Ptx, UpdateNumbers } from './Update';

type Step = MicroStepOf<'ppo'>;
type Update = Extract<Step, { kind: 'update' }>;

const PENALTY: readonly LedgerColumn[] = ['logprobs', 'refLogprobs', 'kl', 'rewards'];
const UPDATE: readonly LedgerColumn[] = [
  'logprobs',
  'ratio',
  'whitened',
  'objective',
  'clipped',
  'newValues',
  'returns',
  'valueErrors',
];

export function MicroStepView({ step, live }: { readonly step: Step; readonly live: boolean }) {
  const [selected, setSelected] = useState<number | null>(null);
  if (step.kind === 'prompts') return <TextList heading={text.inside.prompts} texts={step.prompts} />;
  if (step.kind === 'metrics') return <Episodes episodes={step.episodes ?? []} label={text.inside.episodes} />;
  if (step.kind === 'rollout') {
    return (
      <>
        <Rollout key={step.example.tokens.join(' ')} step={step} live={live} />
        <Episodes episodes={step.episodes} label={text.inside.episodes} />
      </>
    );
  }
  if (step.kind === 'score') {
    return (
      <>
        <Example table={step.example} />
        <p className={styles.score} style={{ color: textColor('rewardModel') }} data-testid="score">
          {text.inside.score} <b data-value={step.score}>{formatFixed(step.score, 2)}</b>
        </p>
        <Episodes episodes={step.episodes} label={text.inside.episodes} />
      </>
    );
  }
  const { example } = step;
  const end = example.tokens.length - 1;
  // The score falls on the last token; the sum of an advantage is longest at the first.
  const first = step.kind === 'klPenalty' ? end : example.responseStart;
  const place = selected === null || selected > end || selected < example.responseStart ? first : selected;
  const ledger = { table: example, from: example.responseStart, selected: place, onSelect: setSelected };
  return (
    <>
      {step.kind !== 'update' && <Example table={example} />}
      <div className={styles.numbers}>
        <span>
          {text.inside.numbers} <q>{showTokens(example.tokens[place])}</q>
        </span>
        <NumbersOf numbers={numbersOf(step, place)} token={example.tokens[place]} name={step.kind} />
        {step.kind === 'update' && (
          <NumbersOf numbers={valueNumbers(step, place)} token={example.tokens[place]} name="value" />
        )}
      </div>
      {step.kind === 'klPenalty' && <TokenLedger {...ledger} rows={ledgerRows(example, PENALTY)} />}
      {step.kind === 'advantages' && <Advantages step={step} place={place} onSelect={setSelected} />}
      {step.kind === 'update' && (
        <>
          <Objective step={step} selected={selectedDot(step, place)} />
          <UpdateNumbers step={step} />
          <Example table={example} />
          <TokenLedger {...ledger} rows={ledgerRows(example, UPDATE)} />
          <Ptx step={step} />
        </>
      )}
    </>
  );
}

/** The token of the ledger on the clipped objective. */
function selectedDot({ example, clipRange }: Update, place: number): Dot | null {
  const ratio = example.columns.ratio?.[place] ?? null;
  const advantage = example.columns.whitened?.[place] ?? null;
  return ratio === null || advantage === null ? null : dotOf(example.tokens[place], ratio, advantage, clipRange);
}

interface NumbersProps {
  readonly numbers: Numbers | null;
  readonly token: string;
  readonly name: string;
}

function NumbersOf({ numbers, token, name }: NumbersProps) {
  if (numbers === null) return null;
  return (
    <div data-testid={`numbers-${name}`} data-value={numbers.value}>
      <Formula latex={numbers.latex} label={`${text.inside.numbers} ${token}`} small />
    </div>
  );
}

function Example({ table }: { readonly table: TokenTable }) {
  return (
    <p className={styles.example}>
      <span className={styles.prompt}>{showTokens(table.tokens.slice(0, table.responseStart).join(' '))}</span>{' '}
      {showTokens(table.tokens.slice(table.responseStart).join(' '))}
    </p>
  );
}
