import { expect, it } from 'vitest';
import { fitKnob } from '../../experiment/fits';
import { checkKnob, defaultSettings } from '../../experiment/settings';
import { nameKnobs } from './nameKnobs';

it('calls a knob by its label, with the name that a link has for it', () => {
  const checked = checkKnob('klCoef', 9);
  expect(nameKnobs('problem' in checked ? checked.problem : '')).toBe(
    'Setting “KL penalty” (klCoef) must be a number from 0 to 4, got 9.',
  );
  const settings = { ...defaultSettings(), rolloutBatch: 64, minibatches: 4 };
  expect(nameKnobs(fitKnob('rolloutBatch', 63, settings).sentence ?? '')).toBe(
    'Setting “episodes” (rolloutBatch) was rounded from 63 to 60: “minibatches” (4) must divide “episodes” (rolloutBatch).',
  );
});

it('leaves other quoted words alone', () => {
  const sentence = '"stage" in the link must be one of pretrain, sft, got "stag" (perhaps "stage").';
  expect(nameKnobs(sentence)).toBe(sentence);
});
