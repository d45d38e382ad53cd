/**
 * Keeps an error that is raised while something is drawn from emptying the page. The run, the worker and the labels do not
 * hang on what is drawn: they go on, and a sentence with ways out stands where the broken part was.
 */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { saveEverything } from '../store/everything';
import { NotLoaded } from '../store/onDemand';
import { text } from '../text/text';
import styles from './Boundary.module.css';

interface Props {
  /** Before the children are drawn again. */
  readonly onAgain?: () => void;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
  /** Where in the tree of components it was raised. */
  readonly place: string;
}

const WHOLE: State = { error: null, place: '' };
const words = text.broken;

export class Boundary extends Component<Props, State> {
  override state = WHOLE;

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ place: componentStack ?? '' });
  }

  override render(): ReactNode {
    const { error, place } = this.state;
    if (error === null) return this.props.children;
    const again = () => {
      this.props.onAgain?.();
      this.setState(WHOLE);
    };
    return <Broken error={error} place={place} onAgain={again} />;
  }
}

interface BrokenProps {
  readonly error: Error;
  readonly place: string;
  readonly onAgain: () => void;
}

function Broken({ error, place, onAgain }: BrokenProps) {
  return (
    <section className={styles.broken} role="alert" data-testid="broken">
      <p>{error instanceof NotLoaded ? words.notLoaded : words.notDrawn}</p>
      <div className={styles.buttons}>
        <button type="button" data-testid="broken-again" onClick={onAgain}>
          {words.again}
        </button>
        <button type="button" data-testid="broken-reload" onClick={() => location.reload()}>
          {text.notices.reload}
        </button>
        <button type="button" data-testid="broken-save" onClick={() => void saveEverything()}>
          {words.save}
        </button>
      </div>
      <details>
        <summary>{text.notices.details}</summary>
        <pre>{`${error.stack ?? String(error)}\n${place}`}</pre>
      </details>
    </section>
  );
}
