import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_PAGE } from '../../experiment/query';
import { useStore } from './store';
import { HARMFUL_WORDS } from '../../world/rudeWords';
import { VOCABULARY } from '../../world/vocabulary';
import { maskRude, showTokens } from './tokenText';

describe('text of the world', () => {
  afterEach(() => useStore.setState({ page: DEFAULT_PAGE }));

  it('shows a special by its sign, and leaves words as they are where all of them are wanted', () => {
    useStore.setState({ page: { ...DEFAULT_PAGE, mask: 'off' } });
    expect(showTokens('<|user|> you are stupid .')).toBe('‹prompt› you are stupid .');
  });

  it('masks the rude words, and no other word of the world', () => {
    expect(showTokens('shut up ! you are stupid and ugly .')).toBe('s••• up ! you are s••• and u••• .');
    const changed = VOCABULARY.filter((word) => maskRude(word) !== word);
    expect(new Set(changed)).toEqual(new Set(HARMFUL_WORDS));
    for (const word of HARMFUL_WORDS) expect(maskRude(word)).not.toContain(word.slice(1));
  });
});
