/** Whether a link has left nothing of what stands beside the answers, which then have the whole width. */
import type { ControlName } from '../../../experiment/controls';
import type { KnobName } from '../../../experiment/knobs';
import { controlStateOf, type Restrictions } from '../../store/link/restrictions';

const BESIDE: readonly ControlName[] = ['mainChart', 'charts', 'moreCurves', 'weights'];

export function isAlone(restrictions: Restrictions, knobs: readonly KnobName[]): boolean {
  return [...BESIDE, ...knobs].every((name) => controlStateOf(restrictions, name) === 'hidden');
}
