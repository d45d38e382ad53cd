/** Parts of the page that are loaded on their own: until they are there nothing stands in their place, or what went wrong. */
import { createElement, Suspense, use, type ComponentType } from 'react';
import { onDemand } from '../store/onDemand';
import { Boundary } from './Boundary';

export function part<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const get = onDemand(load);
  /** React wants the same promise at every drawing, a rejected one too. */
  let shown: Promise<ComponentType<P>> | null = null;
  const askAgain = () => {
    shown = null;
  };
  function Loaded(props: P) {
    shown ??= get();
    return createElement(use(shown), props);
  }
  return function Part(props: P) {
    return (
      <Boundary onAgain={askAgain}>
        <Suspense fallback={null}>
          <Loaded {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
