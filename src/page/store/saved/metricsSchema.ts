/** What the metrics of a saved run must look like. */
import * as v from 'valibot';
import { METRICS, type MetricName, type MetricValues } from '../../../experiment/metrics';

const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/** What was not finite, and has become null if it went through JSON, leaves no point on a curve. */
export const metrics = v.pipe(
  v.record(v.picklist(METRIC_NAMES), v.union([v.number(), v.nan(), v.null()])),
  v.transform((values): MetricValues => {
    const finite = Object.entries(values).filter(([, value]) => Number.isFinite(value));
    return Object.fromEntries(finite);
  }),
);
