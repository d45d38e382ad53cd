/** The address bar is the experiment: read once at the start, rewritten on every change. */
import { DEFAULT_PAGE, fromQuery, toQuery, type Experiment, type PageParameters } from '../settings';

/** What the learner looks at: the stages, one prompt answered by all, or the table of all models. */
export type View = 'train' | 'ask' | 'evaluate';

const ASK = '#ask';

export function readLink(): Experiment & { readonly view: View; readonly problems: readonly string[] } {
  const experiment = fromQuery(location.search);
  const view = location.hash === ASK ? 'ask' : experiment.page.stage === 'evaluate' ? 'evaluate' : 'train';
  return { ...experiment, view };
}

/** The folder the page lies in, whatever sub-path it is served from. */
export function baseUrl(): string {
  return new URL('.', location.href.split(/[?#]/)[0]).href;
}

export function writeLink(experiment: Experiment, view: View): void {
  const query = toQuery(experiment);
  const address = `${location.pathname}${query === '' ? '' : `?${query}`}${view === 'ask' ? ASK : ''}`;
  history.replaceState(null, '', address);
}

/** The page's own parameters for an experiment that begins with random weights. */
export function fromNothing(page: PageParameters): PageParameters {
  return { ...DEFAULT_PAGE, backend: page.backend, stage: 'pretrain', start: 'scratch' };
}
