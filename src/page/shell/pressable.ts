/** The id react-aria looks for before it injects a style element, which our content security policy forbids. */
const STYLE_ID = 'react-aria-pressable-style';

/** Makes react-aria believe that its style is there; `theme.css` sets `touch-action`, all that it would do. */
export function allowPressesWithoutInjectedStyle(): void {
  const present = document.createElement('meta');
  present.id = STYLE_ID;
  document.head.append(present);
}
