/** Brings back what a fresh start has set aside. */
import { openAgain } from '../store/link/freshStart';
import { leaveNothingAside } from '../store/saved/aside';
import { text } from '../text/text';

export function ShowAgain() {
  const show = () => {
    leaveNothingAside();
    openAgain(false);
  };
  return (
    <button type="button" data-testid="earlier-show" onClick={show}>
      {text.earlierWork.show}
    </button>
  );
}
