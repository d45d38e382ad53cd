/** Facts and words to look up: what the card shows is what the world has, and every view leads to it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { VIEWS } from '../../../experiment/controls';
import { draw, hold, stubBrowser } from '../../../testing/drawPage';
import { drawApp } from '../../../testing/drawApp';
import { ANIMALS, factSentence, isTrue } from '../../../world/facts';
import { VOCABULARY } from '../../../world/vocabulary';
import { useStore } from '../../store/store';
import { glossary } from '../../text/glossary';
import { text } from '../../text/text';
import { Facts } from './Facts';
import { has } from './find';
import { Glossary } from './Glossary';
import Reference from './Reference';
import { wordGroups } from './wordGroups';

beforeAll(stubBrowser);

const words = text.reference;

describe('the fact card', () => {
  it('says of every animal what is true in the world, and its myth', async () => {
    const rows = (await draw(<Facts typed="" />)).at('facts').all('tbody tr');
    expect(rows.map((row) => [row.one('th').text, ...row.texts('td')])).toEqual(
      ANIMALS.map(({ name, color, sound, home, food, myth }) => [
        name,
        color,
        sound,
        home,
        food,
        myth === undefined ? '' : `${words.attributes[myth.attribute]} ${myth.value}`,
      ]),
    );
  });

  it('has heads that make true sentences of its cells', async () => {
    const card = (await draw(<Facts typed="" />)).at('facts');
    const [, is, says, livesIn, eats] = card.texts('thead th');
    const [owl] = card.all('tbody tr').filter((row) => row.one('th').text === 'owl');
    const [color, sound, home, food] = owl.texts('td');
    const said = [`${is} ${color}`, `${says} ${sound}`, `${livesIn} ${home}`, `${eats} ${food}`];
    const facts = (['color', 'sound', 'home', 'food'] as const).map((attribute, i) => ({
      animal: 'owl',
      attribute,
      value: [color, sound, home, food][i],
    }));
    expect(said.map((each) => `the owl ${each} .`)).toEqual(facts.map((fact) => factSentence(fact)));
    expect(facts.every(isTrue)).toBe(true);
  });

  it('lists every token of the world once', async () => {
    const all = wordGroups().flatMap((group) => group.words);
    expect([...all].sort()).toEqual([...VOCABULARY].sort());
    const page = await draw(<Facts typed="" />);
    expect(page.text).toContain(words.vocabulary(VOCABULARY.length));
    expect(page.at('vocabulary').texts('dd').join(' · ').split(' · ')).toHaveLength(VOCABULARY.length);
  });

  it('masks rude words where the page does, and says so', async () => {
    const masked = await draw(<Facts typed="" />);
    expect(masked.at('vocabulary').text).not.toContain('stupid');
    expect(masked.text).toContain(words.masked);
    const restore = hold(useStore, { page: { ...useStore.getState().page, mask: 'off' } });
    const whole = await draw(<Facts typed="" />);
    restore();
    expect(whole.at('vocabulary').text).toContain('stupid');
    expect(whole.text).not.toContain(words.masked);
  });

  it('is searched by animal, by value and by myth', async () => {
    const animals = async (typed: string) => (await draw(<Facts typed={typed} />)).texts('tbody th');
    expect(await animals('Owl')).toEqual(['owl']);
    expect(await animals(' hive')).toEqual(['bee']);
    expect(await animals('lives in the pond')).toEqual(['snake']);
    expect((await draw(<Facts typed="xyz" />)).text).toContain(words.nothing('xyz'));
  });
});

describe('the glossary', () => {
  it('has every term with its sentence, and finds them by the words that they explain', async () => {
    const list = (await draw(<Glossary typed="" />)).at('glossary');
    expect(list.texts('dt')).toEqual(glossary.map(({ term }) => term));
    expect(list.texts('dd')).toEqual(glossary.map(({ meaning }) => meaning));
    expect((await draw(<Glossary typed="webgpu" />)).texts('dt')).toEqual(['backend']);
  });
});

describe('the reference', () => {
  it('opens on the page that was asked for', async () => {
    for (const opens of ['facts', 'words'] as const) {
      const page = await draw(<Reference opens={opens} />);
      expect(page.texts('[aria-pressed="true"]')).toEqual([words.pages[opens]]);
      expect(page.all('[data-testid="facts"]')).toHaveLength(opens === 'facts' ? 1 : 0);
    }
  });

  it.each(VIEWS)('is within reach in the view %s', async (view) => {
    const page = await drawApp({ view });
    expect(page.all('[data-testid="reference-words"]')).toHaveLength(1);
    expect(page.all('[data-testid="reference-facts"]')).toHaveLength(
      ['train', 'label', 'compare'].includes(view) ? 1 : 0,
    );
  });
});

it('finds what is typed in any case and with blanks around it; nothing is in everything', () => {
  expect(has(' OWL ', 'cat', 'owl')).toBe(true);
  expect(has('owl', 'cat', 'growl', undefined)).toBe(false);
  expect(has('', 'cat')).toBe(true);
});
