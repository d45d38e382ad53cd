/**
 * What older pages wrote of a run, as this page writes it: a knob that was turned was a text, "klCoef 0.2 → 0", and stage 2
 * ended with the micro-step `normalise`. All else passes as it is, and is checked after this.
 */
import type { KnobValue } from '../../../experiment/settings';

type Fields = Readonly<Record<string, unknown>>;

const hasFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const CHANGE = /^(\S+) (\S+) → (\S+)$/;

function valueOf(written: string): KnobValue {
  if (written === 'true' || written === 'false') return written === 'true';
  return Number.isNaN(Number(written)) ? written : Number(written);
}

function presentChange(change: unknown): unknown {
  const parts = typeof change === 'string' ? CHANGE.exec(change) : null;
  if (parts === null) return change;
  const [, knob, from, to] = parts;
  return { knob, from: valueOf(from), to: valueOf(to) };
}

/** Brings one event of a run up to date. */
export function presentEvent(event: unknown): unknown {
  if (!hasFields(event)) return event;
  const { type, change, step } = event;
  if (type === 'changed' && typeof change === 'string') return { ...event, change: presentChange(change) };
  if (type === 'microStep' && hasFields(step) && step['kind'] === 'normalise')
    return { ...event, step: { ...step, kind: 'normalize' } };
  return event;
}

/** Brings a run's head up to date. */
export function presentHead(head: unknown): unknown {
  if (!hasFields(head) || !Array.isArray(head['changes'])) return head;
  return { ...head, changes: head['changes'].map(presentChange) };
}

/** Brings a line of a run's events up to date; what is no JSON stays as it is. */
export function presentLine(line: string): string {
  try {
    const event: unknown = JSON.parse(line);
    const present = presentEvent(event);
    return present === event ? line : JSON.stringify(present);
  } catch {
    return line;
  }
}
