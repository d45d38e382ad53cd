import { expect, test } from 'vitest';
import { compareActions, useCompare } from './compare';
import { useStore } from './store';

const BASE = { id: 'base', speaker: 'base', round: null, name: null, origin: 'shipped' } as const;
const SFT = { id: 'sft', speaker: 'sft', round: null, name: null, origin: 'shipped' } as const;

test('a question asked while the models are being opened is put to them as soon as they are there, once', () => {
  compareActions.ask('name two animals .');
  expect(useCompare.getState().waiting).toBe('name two animals .');
  expect(useStore.getState().asked).toBeNull();

  const { run } = useStore.getState();
  useStore.setState({ run: { ...run, respondents: [BASE, SFT] } });
  expect(useCompare.getState().waiting).toBeNull();
  expect(useStore.getState().asked?.question).toMatchObject({
    prompt: 'name two animals .',
    respondents: ['base', 'sft'],
  });

  const { asked } = useStore.getState();
  useStore.setState({ run: { ...useStore.getState().run, respondents: [BASE] } });
  expect(useStore.getState().asked).toBe(asked);
});
