import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { RankingList } from './RankingList';

const rankings = (n: number): readonly OwnRanking[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `ranking ${i}`,
    prompt: `prompt ${i + 1}`,
    responses: ['hello !', 'no .'].map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
    levels: [[0], [1]],
  }));

const drawn = (n: number) => renderToString(<RankingList rankings={rankings(n)} labelers={[]} effect={null} />);
const promptsIn = (page: string) => [...page.matchAll(/prompt \d+(?=<\/h3>)/g)].map(([prompt]) => prompt);

describe('the list of kept rankings', () => {
  it('is whole while it is short, the newest first', () => {
    expect(promptsIn(drawn(3))).toEqual(['prompt 3', 'prompt 2', 'prompt 1']);
    expect(drawn(20)).not.toContain('kept-range');
  });

  it('draws a page of the newest however many there are, and says how many', () => {
    const page = drawn(2000);
    expect(promptsIn(page)).toHaveLength(20);
    expect(promptsIn(page)[0]).toBe('prompt 2000');
    expect(page).toContain('1 to 20 of 2 000, the newest first');
    const elements = (html: string) => html.split('<').length;
    expect(elements(page)).toBe(elements(drawn(40)));
  });
});
