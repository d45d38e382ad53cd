/** What is true in the world, with all its words; and the terms of art, each with a sentence. Both can be searched. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
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
        <Button slot="close" className={styles.close} aria-label={words.close} data-testid="reference-close">
          <X size="1em" aria-hidden="true" />
        </Button>
      </div>
      {page === 'facts' ? <Facts typed={typed} /> : <Glossary typed={typed} />}
    </div>
  );
}
