/** What the metrics of a kept run must look like. */
import * as v from 'valibot';
import { METRICS, type MetricName, type MetricValues } from '../../../experiment/metrics';

const METRIC_NAMES = Object.keys(METRICS) as MetricName[];

/** What was not finite has become null on its way through JSON, and leaves no point on a curve. */
export const metrics = v.pipe(
  v.record(v.picklist(METRIC_NAMES), v.nullable(v.number())),
  v.transform((values): MetricValues => {
    const finite = Object.entries(values).filter(([, value]) => value !== null);
    return Object.fromEntries(finite);
  }),
);
