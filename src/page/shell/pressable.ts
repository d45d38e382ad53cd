/** The id react-aria looks for before it injects a style element, which our content security policy forbids. */
const STYLE_ID = 'react-aria-pressable-style';

/** Tells react-aria that its style is there; `theme.css` says the same of touch. */
export function allowPressesWithoutInjectedStyle(): void {
  const present = document.createElement('meta');
  present.id = STYLE_ID;
  document.head.append(present);
}
