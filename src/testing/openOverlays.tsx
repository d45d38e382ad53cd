/** For `react-aria-components` in tests without a browser: what lies in dialogs and popovers, drawn where it is written. */
import type { ReactNode } from 'react';

interface Layer {
  readonly isOpen?: boolean;
  readonly children?: ReactNode;
}

/** An overlay that is told whether it is open; one that opens by itself counts as open. */
const Overlay = ({ isOpen = true, children }: Layer) => (isOpen ? <div>{children}</div> : null);

interface DialogProps {
  readonly role?: string;
  readonly 'data-testid'?: string;
  readonly 'aria-label'?: string;
  readonly children?: ReactNode | ((open: { readonly close: () => void }) => ReactNode);
}

function Dialog({ children, role = 'dialog', ...attributes }: DialogProps) {
  return (
    <section role={role} {...attributes} className="">
      {typeof children === 'function' ? children({ close: () => undefined }) : children}
    </section>
  );
}

/** The library with its overlays open. */
export async function withOpenOverlays(original: () => Promise<object>): Promise<object> {
  return { ...(await original()), ModalOverlay: Overlay, Modal: Overlay, Popover: Overlay, Dialog };
}
