/** Inside pretraining: the texts of a batch, and how surprising each token of one of them was. */
import { useState } from 'react';
import type { MicroStep } from '../../protocol';
import { text } from '../../text/text';
import { TextList } from '../../ui/TextList';
import { ledgerRows, lossRow, TokenLedger } from '../../ui/TokenLedger';

export function Inside({ step }: { readonly step: Extract<MicroStep, { stage: 'pretrain' }> }) {
  const [selected, setSelected] = useState(1);
  if (step.kind === 'batch') return <TextList heading={text.inside.texts} texts={step.texts} />;
  const { example } = step;
  return (
    <TokenLedger
      table={example}
      rows={[...ledgerRows(example, ['logprobs'], 'base'), ...lossRow(example, 'base')]}
      from={0}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
