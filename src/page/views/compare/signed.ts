/** A difference in nats with its sign. */
import { formatFixed } from '../../ui/format';

export function signed(nats: number): string {
  const written = formatFixed(nats, 2);
  return nats > 0 && Number(written) !== 0 ? `+${written}` : written;
}
