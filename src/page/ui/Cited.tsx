/** A text whose citations lead to the papers. */
import { citedStretches } from '../text/citations';
import shared from './shared.module.css';

export function Cited({ children }: { readonly children: string }) {
  return citedStretches(children).map(({ text: words, paper }, i) =>
    paper === null ? (
      <span key={i}>{words}</span>
    ) : (
      <a key={i} className={shared.link} href={paper.url} target="_blank" rel="noopener" title={paper.title}>
        {words}
      </a>
    ),
  );
}
