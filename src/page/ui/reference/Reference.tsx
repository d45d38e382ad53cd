/** What is true in the world, with all its words; and the terms of art, each with a sentence. Both can be searched. */
import { useState } from 'react';
import { text } from '../../text/text';
import { Facts } from './Facts';
import { Glossary } from './Glossary';
import styles from './Reference.module.css';
import { REFERENCE_PAGES, type ReferencePage } from './referencePages';

const words = text.reference;

export default function Reference({ opens }: { readonly opens: ReferencePage }) {
  const [page, setPage] = useState(opens);
  const [typed, setTyped] = useState('');
  return (
    <div className={styles.reference}>
      <div className={styles.head}>
        {REFERENCE_PAGES.map((each) => (
          <button key={each} type="button" aria-pressed={each === page} onClick={() => setPage(each)}>
            {words.pages[each]}
          </button>
        ))}
        <label className={styles.find}>
          {words.find}
          <input
            type="search"
            data-testid="reference-find"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      </div>
      {page === 'facts' ? <Facts typed={typed} /> : <Glossary typed={typed} />}
    </div>
  );
}
