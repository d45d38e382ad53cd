import { useEffect, useState } from 'react';
import { text } from '../text/text';
import { Icon } from '../ui/Icon';
import { applyTheme, nextTheme, onSystemTheme, storedTheme, storeTheme } from './theme';
import styles from './Header.module.css';

export function ThemeToggle() {
  const [theme, setTheme] = useState(storedTheme);
  useEffect(() => {
    applyTheme(theme);
    return onSystemTheme(() => applyTheme(theme));
  }, [theme]);
  const choose = () => {
    const next = nextTheme(theme);
    storeTheme(next);
    setTheme(next);
  };
  const label = `${text.theme.label}: ${text.theme[theme]}`;
  return (
    <button
      type="button"
      className={styles.quiet}
      data-testid="theme"
      title={label}
      aria-label={label}
      onClick={choose}
    >
      <Icon name={theme} />
    </button>
  );
}
