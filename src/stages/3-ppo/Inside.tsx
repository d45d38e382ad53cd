/** Inside PPO: one answer on its way from prompt to update. */
import { useState } from 'react';
import type { LedgerColumn, MicroStep, TokenTable } from '../../protocol';
import { text } from '../../text/text';
import { Episodes } from '../../ui/Episodes';
import { Formula } from '../../ui/Formula';
import { formatFixed } from '../../ui/format';
import { showTokens } from '../../ui/specials';
import { TextList } from '../../ui/TextList';
import { ledgerRows, TokenLedger } from '../../ui/TokenLedger';
import { textColor } from '../../ui/voices';
import styles from './Inside.module.css';
import { numbersOf } from './numbers';
import { Rollout } from './Rollout';

type Step = Extract<MicroStep, { stage: 'ppo' }>;

const ROWS: readonly LedgerColumn[] = [
  'logprobs',
  'refLogprobs',
  'kl',
  'rewards',
  'values',
  'advantages',
  'returns',
  'ratio',
  'clipped',
];

export function Inside({ step, live }: { readonly step: Step; readonly live: boolean }) {
  const [selected, setSelected] = useState<number | null>(null);
  if (step.kind === 'prompts') return <TextList heading={text.inside.prompts} texts={step.prompts} />;
  if (step.kind === 'metrics') return <Episodes episodes={step.episodes} label={text.inside.episodes} />;
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
        <p className={styles.score} style={{ color: textColor('rewardModel') }}>
          {text.inside.score} <b>{formatFixed(step.score, 2)}</b>
        </p>
        <Episodes episodes={step.episodes} label={text.inside.episodes} />
      </>
    );
  }
  const { example } = step;
  const end = example.tokens.length - 1;
  const place = selected === null || selected > end || selected < example.responseStart ? end : selected;
  const numbers = numbersOf(step, place);
  return (
    <>
      <Example table={example} />
      {step.kind === 'update' && <p className={styles.update}>{text.inside.update(step.update, step.of)}</p>}
      {numbers !== null && (
        <div className={styles.numbers}>
          <span>
            {text.inside.numbers} <q>{showTokens(example.tokens[place])}</q>
          </span>
          <Formula latex={numbers} label={`${text.inside.numbers} ${example.tokens[place]}`} />
        </div>
      )}
      <TokenLedger
        table={example}
        rows={ledgerRows(example, ROWS)}
        from={example.responseStart}
        selected={place}
        onSelect={setSelected}
      />
    </>
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
