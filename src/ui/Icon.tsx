/** The few signs of the page, drawn, because a font may lack them. */
const PATHS = {
  run: 'M4 2.5v11l9-5.5z',
  pause: 'M4 2.5h3v11H4zM9 2.5h3v11H9z',
  micro: 'M3 2.5v11l7-5.5zM11 2.5h2v11h-2z',
  iteration: 'M1.5 2.5v11l5.5-5.5zM7 2.5v11l5.5-5.5zM12.5 2.5h2v11h-2z',
  reset: 'M8 2.2a5.8 5.8 0 1 0 5.8 5.8h-1.9A3.9 3.9 0 1 1 8 4.1V6.6l4.2-3.4L8 0z',
  light:
    'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM7.2 0h1.6v2.6H7.2zM7.2 13.4h1.6V16H7.2zM0 7.2h2.6v1.6H0zM13.4 7.2H16v1.6h-2.6z',
  dark: 'M6.2 1.2a7 7 0 1 0 8.6 8.6A6 6 0 0 1 6.2 1.2z',
  system: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg width="0.85em" height="0.85em" viewBox="0 0 16 16" fill="currentColor" fillRule="evenodd" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
