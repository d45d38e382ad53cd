/** The learner's judgment of a round: by keys and buttons, whole responses or tokens at their pace. */
import { useCallback, useEffect, useState } from 'react';
import type { AskedResponse, AskedRound } from '../../../protocol/lab';
import type { Settings } from '../../../experiment/settings';
import { labActions, useLab } from '../../store/lab/lab';
import { currentOf, judge, later, nothingSaid, signsOf, type Deed, type Rating } from './judging';

export const KEYS = { good: 'j', bad: 'f', show: 'n', handIn: 'n', undo: 'u' } as const;

const FIELDS = 'input, select, textarea, [contenteditable], [role="dialog"]';
const isOneOf = (key: string) => Object.values<string>(KEYS).includes(key);

/** Seconds that the last token stays, so that a press can still mean it. */
const LINGER = 1.2;

const now = () => performance.now() / 1000;

interface Judging {
  readonly byToken: boolean;
  /** Undefined once all are judged. */
  readonly response: AskedResponse | undefined;
  /** The round is handed in: the model learns from it. */
  readonly handedIn: boolean;
  /** Tokens on screen; null while the prompt waits alone. */
  readonly tokens: number | null;
  readonly place: number;
  readonly signs: string;
  readonly canUndo: boolean;
  readonly press: (rating: Rating) => void;
  readonly show: () => void;
  readonly handIn: () => void;
  readonly undo: () => void;
  readonly enough: () => void;
}

export function useJudging(
  asked: AskedRound,
  { feedbackReading, secondsPerToken }: Pick<Settings, 'feedbackReading' | 'secondsPerToken'>,
): Judging {
  const [kept, setKept] = useState(() => nothingSaid(asked.round));
  const judged = kept.round === asked.round ? kept : nothingSaid(asked.round);
  const held = useLab((state) => state.held);
  const byToken = feedbackReading === 'token';
  const response = currentOf(asked, judged);
  const { given, appearing } = judged;

  const [roundIn, setRoundIn] = useState(0);
  const handedIn = roundIn === asked.round;

  const act = useCallback(
    (deed: Deed) => {
      if (!handedIn) setKept(judge(asked, byToken, judged, deed));
    },
    [asked, byToken, judged, handedIn],
  );
  const press = (rating: Rating) => act({ type: 'press', rating, time: now() });
  const show = () => {
    if (byToken && !appearing) act({ type: 'token', time: now() });
  };
  const undo = () => act({ type: 'undo' });
  const handOver = (isEnough: boolean) => {
    if (handedIn) return;
    const whole = asked.responses.map((_, i) => given[i] ?? null);
    setKept({ ...judged, given: whole, appearing: null });
    setRoundIn(asked.round);
    labActions.judge(whole, isEnough);
  };
  const handIn = () => {
    if (!response) handOver(false);
  };
  const enough = () => handOver(true);

  useEffect(() => {
    if (!held) return undefined;
    const since = now();
    return () => setKept((before) => later(before, now() - since));
  }, [held]);

  useEffect(() => {
    if (held || !appearing || !response) return undefined;
    const more = appearing.starts.length < response.tokens.length;
    const due = (appearing.starts.at(-1) ?? 0) + (more ? secondsPerToken : Math.max(secondsPerToken, LINGER));
    const timer = setTimeout(
      () => act({ type: more ? 'token' : 'gone', time: now() }),
      Math.max(0, due - now()) * 1000,
    );
    return () => clearTimeout(timer);
  }, [held, appearing, response, secondsPerToken, act]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target !== null && target.closest(FIELDS) !== null) return;
      const key = event.key.toLowerCase();
      if (!isOneOf(key)) return;
      // The ring of the focus would stand on a button that was pressed before, as if the key pressed that one.
      if (target instanceof HTMLElement && target.closest('button') !== null) target.blur();
      if (key === KEYS.good) press(1);
      else if (key === KEYS.bad) press(-1);
      else if (key === KEYS.handIn && !response) handIn();
      else if (key === KEYS.show) show();
      else if (key === KEYS.undo) undo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });

  const tokens = !response ? null : byToken ? (appearing?.starts.length ?? null) : response.tokens.length;
  const canUndo = !handedIn && (appearing ? appearing.presses.length > 0 : given.length > 0);
  const place = Math.min(given.length + 1, asked.responses.length);
  return {
    byToken,
    response,
    handedIn,
    tokens,
    place,
    signs: signsOf(asked, judged),
    canUndo,
    press,
    show,
    handIn,
    undo,
    enough,
  };
}
