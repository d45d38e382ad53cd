/** What is true of each animal, the myths that are not, and every word of the world. */
import { ANIMALS, ATTRIBUTES, type Animal } from '../../../world/facts';
import { VOCABULARY } from '../../../world/vocabulary';
import { useStore } from '../../store/store';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import shared from '../shared.module.css';
import { has } from './find';
import styles from './Reference.module.css';
import { wordGroups } from './wordGroups';

const words = text.reference;

/** The animal's false value, with what it is a value of. */
function mythOf({ myth }: Animal): string {
  return myth === undefined ? '' : `${words.attributes[myth.attribute]} ${myth.value}`;
}

export function Facts({ typed }: { readonly typed: string }) {
  const found = ANIMALS.filter((animal) =>
    has(typed, animal.name, ...ATTRIBUTES.map((attribute) => animal[attribute]), mythOf(animal)),
  );
  const masked = useStore(({ page }) => page.mask === 'on');
  const groups = wordGroups()
    .map(({ name, words: all }) => ({ name, shown: all.map(showTokens).filter((word) => has(typed, word)) }))
    .filter(({ shown }) => shown.length > 0);
  return (
    <>
      <p>{words.facts}</p>
      {found.length > 0 && (
        <div className={styles.wide} tabIndex={0} role="region" aria-label={words.pages.facts}>
          <table className={styles.facts} data-testid="facts">
            <thead>
              <tr>
                <th scope="col">{words.animal}</th>
                {ATTRIBUTES.map((attribute) => (
                  <th scope="col" key={attribute}>
                    {words.attributes[attribute]}
                  </th>
                ))}
                <th scope="col">{words.myth}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((animal) => (
                <tr key={animal.name}>
                  <th scope="row">{animal.name}</th>
                  {ATTRIBUTES.map((attribute) => (
                    <td key={attribute}>{animal[attribute]}</td>
                  ))}
                  <td className={styles.myth}>{mythOf(animal)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {groups.length > 0 && (
        <section>
          <h2 className={shared.heading}>{words.vocabulary(VOCABULARY.length)}</h2>
          {masked && <p>{words.masked}</p>}
          <dl className={styles.groups} data-testid="vocabulary">
            {groups.map(({ name, shown }) => (
              <div key={name}>
                <dt>{words.groups[name]}</dt>
                <dd>{shown.join(' · ')}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {found.length === 0 && groups.length === 0 && <p>{words.nothing(typed)}</p>}
    </>
  );
}
