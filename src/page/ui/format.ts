/** Numbers as the learner reads them: as many digits as mean something, a true minus sign, no exponent where avoidable. */
import type { Interval } from '../../estimates';
import type { Measured } from '../../protocol/evaluate';
import { METRICS, type MetricName } from '../../experiment/metrics';
import { text } from '../text/text';

const MINUS = '−';
const MOST_DECIMALS = 15;

function sign(written: string): string {
  const bare = written.replace(/^-/, '');
  const zero = Number(bare) === 0;
  return written.startsWith('-') && !zero ? MINUS + bare : bare;
}

/** Two to three meaningful digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return text.number.none;
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) return sign(value.toExponential(1));
  if (size < 0.1 && size !== 0) return sign(value.toFixed(3));
  if (size < 10) return sign(value.toFixed(2));
  if (size < 100) return sign(value.toFixed(1));
  return sign(Math.round(value).toLocaleString('en-US').replaceAll(',', ' '));
}

/** A fixed number of decimals, for columns that are read down. */
export function formatFixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? sign(value.toFixed(decimals)) : text.number.none;
}

/** Six meaningful digits, for a value that is pointed at. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return text.number.none;
  return sign(String(Number(value.toPrecision(6))));
}

const EXACT_DIGITS = 6;

/** How all values of a column are written, so that their points stand below each other: the largest with six digits. */
export function columnWriter(values: readonly number[]): (value: number) => string {
  const largest = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  const most = Math.min(MOST_DECIMALS, Math.max(0, EXACT_DIGITS - 1 - Math.floor(Math.log10(largest || 1))));
  const needed = values.map((value) => {
    const [, decimals = ''] = value.toFixed(most).replace(/0+$/, '').split('.');
    return decimals.length;
  });
  const decimals = Math.min(most, Math.max(0, ...needed));
  return (value) => formatFixed(value, decimals);
}

/** One standard error after its value, in two or three digits; nothing where there is none. */
export function formatError(error: number | null | undefined, write = formatNumber): string {
  return error === null || error === undefined || !Number.isFinite(error) ? '' : ` ${text.number.error(write(error))}`;
}

/** A value's two sides are said as one ± where neither is longer than the other by more than this factor. */
const EVEN = 1.25;

/** How sure what was measured is, after its value: its error, or its interval where the two sides are not equally long. */
export function formatSpread({ value, error, interval }: Measured, write = formatNumber): string {
  if (interval === undefined) return formatError(error, write);
  const [low, high] = interval;
  const [below, above] = [value - low, high - value];
  const even = Math.max(below, above) <= EVEN * Math.min(below, above);
  return even ? formatError(error, write) : ` (${formatInterval(interval, write)})`;
}

/** Both ends, the unit once: "96–100 %". */
function formatInterval([low, high]: Interval, write = formatNumber): string {
  const [from, to] = [write(low), write(high)];
  const unit = / %$/;
  return `${unit.test(to) ? from.replace(unit, '') : from}–${to}`;
}

/** What was measured with its error; a dash where nothing was. */
export function formatMeasured(measured: Measured | null, write = formatNumber): string {
  return measured === null ? text.number.none : `${write(measured.value)}${formatSpread(measured, write)}`;
}

/** As many decimals as one significant digit of the error has, two at most where it has none. */
function decimalsOf(error: number | null): number {
  if (error === null || !(error > 0)) return 2;
  return Math.min(3, Math.max(0, -Math.floor(Math.log10(error))));
}

/** A metric with its error, both to the digit that the error leaves sure: 0.47 ± 0.06. */
export function formatMetricMeasured(name: MetricName, { value, error }: Measured): string {
  const percent = METRICS[name].unit === 'share' && name !== 'explainedVariance';
  const scale = percent ? 100 : 1;
  const decimals = decimalsOf(error === null ? null : error * scale);
  const write = (number: number) => `${formatFixed(number * scale, decimals)}${percent ? ' %' : ''}`;
  return error === null ? write(value) : `${write(value)} ${text.number.error(write(error))}`;
}

/** An error of a metric or of its difference, with one significant digit, and two decimals or a whole percent at least. */
export function formatMetricError(name: MetricName, error: number): string {
  const percent = METRICS[name].unit === 'share' && name !== 'explainedVariance';
  if (percent) return `${formatFixed(error * 100, decimalsOf(error * 100))} %`;
  return formatFixed(error, Math.max(2, decimalsOf(error)));
}

export function formatInteger(value: number): string {
  return sign(Math.round(value).toLocaleString('en-US').replaceAll(',', ' '));
}

/** Whole percents from ten on; adds decimals near 0 and 100 %, so that 99.97 % never reads as 100 %. */
export function formatPercent(value: number): string {
  if (!Number.isFinite(value)) return text.number.none;
  const percent = value * 100;
  const size = Math.abs(percent);
  if (size !== 0 && size < 1e-6) return sign(percent.toExponential(0));
  const rest = Math.abs(100 - size);
  const nearest = size < 9.95 ? size : rest < 0.5 && rest > 1e-6 ? rest : 0;
  const decimals = nearest === 0 ? 0 : Math.max(1, Math.ceil(-Math.log10(nearest)));
  return sign(percent.toFixed(decimals));
}

/** `formatPercent` followed by “ %”. */
export function formatShare(value: number): string {
  return Number.isFinite(value) ? `${formatPercent(value)} %` : text.number.none;
}

/** A metric with its unit where the unit is a percent sign. */
export function formatMetric(name: MetricName, value: number): string {
  return METRICS[name].unit === 'share' && name !== 'explainedVariance' ? formatShare(value) : formatNumber(value);
}

/** Evenly spaced values of a metric on an axis: as elsewhere, or with all the decimals that the steps between them have. */
export function formatTicks(name: MetricName, ticks: readonly number[]): readonly string[] {
  const usual = ticks.map((tick) => formatMetric(name, tick));
  const unit = usual.every((written) => written.endsWith(' %')) ? { scale: 100, sign: ' %' } : { scale: 1, sign: '' };
  const readBack = (written: string) => Number(written.replace(MINUS, '-').replace(unit.sign, '').replaceAll(' ', ''));
  const scaled = ticks.map((tick) => tick * unit.scale);
  // A small part of a step, however far from 0 the ticks lie; the last digits of a number are rounding all the same.
  const largest = Math.max(...scaled.map(Math.abs));
  const step = scaled.length > 1 ? Math.abs(scaled[1] - scaled[0]) : largest;
  const rounding = Math.max(Math.min(1e-9 * largest, 1e-6 * step), 4 * Number.EPSILON * largest);
  if (scaled.every((tick, i) => Math.abs(readBack(usual[i]) - tick) <= rounding)) return usual;
  const exact = (decimals: number) =>
    scaled.every((tick) => Math.abs(Number(tick.toFixed(decimals)) - tick) <= rounding);
  const decimals = Array.from({ length: MOST_DECIMALS }, (_, i) => i).find(exact) ?? MOST_DECIMALS;
  return scaled.map((tick) => formatFixed(tick, decimals) + unit.sign);
}

/** A setting as it is typed: no grouping, no rounding beyond what floating point invents. */
export function formatSetting(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** A setting of any kind as it is typed or chosen. */
export function formatSettingValue(value: number | string | boolean): string {
  return typeof value === 'number' ? formatSetting(value) : String(value);
}

/** A day with its time, in milliseconds since 1970. */
export function formatMoment(moment: number): string {
  return new Date(moment).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** Seconds as "14 s" or "3 min 20 s". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const { minute, second } = text.number;
  if (whole < 60) return `${whole} ${second}`;
  return whole % 60 === 0 || whole >= 600
    ? `${Math.round(whole / 60)} ${minute}`
    : `${Math.floor(whole / 60)} ${minute} ${whole % 60} ${second}`;
}
