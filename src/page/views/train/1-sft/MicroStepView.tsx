/** MicroStepView fine-tuning: demonstrations, and which tokens of one of them count. */
import type { MicroStepOf } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { TokenLosses } from '../tokens/TokenLosses';
import { Demonstrations } from './Demonstrations';

export function MicroStepView({ step }: { readonly step: MicroStepOf<'sft'> }) {
  if (step.kind === 'batch') return <Demonstrations heading={text.inside.demonstrations} pairs={step.pairs} />;
  const { example, candidates } = step;
  return (
    <TokenLosses
      table={example}
      candidates={candidates}
      columns={['counted', 'logprobs']}
      color="sft"
      first={example.responseStart}
    />
  );
}
