/** Inside fine-tuning: demonstrations, and which tokens of one of them count. */
import { useState } from 'react';
import type { MicroStep } from '../../protocol';
import { text } from '../../text/text';
import { ledgerRows, lossRow, TokenLedger } from '../../ui/TokenLedger';
import { Demonstrations } from './Demonstrations';

export function Inside({ step }: { readonly step: Extract<MicroStep, { stage: 'sft' }> }) {
  const [selected, setSelected] = useState<number | null>(null);
  if (step.kind === 'batch') return <Demonstrations heading={text.inside.demonstrations} pairs={step.pairs} />;
  const { example } = step;
  return (
    <TokenLedger
      table={example}
      rows={[...ledgerRows(example, ['counted', 'logprobs'], 'sft'), ...lossRow(example, 'sft')]}
      from={0}
      selected={selected ?? example.responseStart}
      onSelect={setSelected}
    />
  );
}
