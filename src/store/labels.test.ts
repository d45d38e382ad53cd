import { beforeEach, describe, expect, it } from 'vitest';
import type { LabelTask } from '../labelProtocol';
import { labelActions, useLabels } from './labels';

const task = (id: number, prompt: string): LabelTask => ({
  id,
  prompt,
  responses: ['the owl .', 'a bee .', 'no .'].map((text) => ({ text, from: 'policy' })),
  drawn: 3,
});

const desk = () => useLabels.getState().draft;

describe('the label desk', () => {
  beforeEach(() => {
    useLabels.setState(useLabels.getInitialState(), true);
    labelActions.supply([task(0, 'describe the owl .'), task(1, 'name two animals .')]);
  });

  it('asks once before an order that nobody has ranked is handed in', () => {
    expect(labelActions.handIn([])).toBe(false);
    expect(desk()?.order).toBe('asked');
    expect(labelActions.handIn([])).toBe(true);
    expect(useLabels.getState().labels.map(({ prompt }) => prompt)).toEqual(['describe the owl .']);
  });

  it('is cleared for a round’s new answers, and a step back leads to what lay there, as far as it was ranked', () => {
    labelActions.rank([[2], [0], [1]]);
    labelActions.clearDesk();
    expect(desk()).toBeNull();

    labelActions.supply([task(0, 'describe the owl .'), task(8, 'list two foods .')]);
    expect(desk()?.prompt).toBe('list two foods .');

    labelActions.undo();
    expect(desk()).toMatchObject({ prompt: 'describe the owl .', levels: [[2], [0], [1]], order: 'ranked' });
  });
});
