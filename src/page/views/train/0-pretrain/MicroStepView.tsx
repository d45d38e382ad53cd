/** MicroStepView pretraining: the texts of a batch, and how surprising each token of one of them was. */
import type { MicroStepOf } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { TextList } from '../TextList';
import { TokenLosses } from '../tokens/TokenLosses';

export function MicroStepView({ step }: { readonly step: MicroStepOf<'pretrain'> }) {
  if (step.kind === 'batch') return <TextList heading={text.inside.texts} texts={step.texts} />;
  const { example, candidates } = step;
  return <TokenLosses table={example} candidates={candidates} columns={['logprobs']} color="base" first={1} />;
}
