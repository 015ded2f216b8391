import * as z from 'zod';
import { jsonService } from './json-service.ts';
import type { Service } from './service.ts';

const getMetricData = z.object({ MetricDataQueries: z.array(z.object({ Id: z.string() })) });

/** CloudWatch, where nothing was ever measured. */
export function cloudwatch(): Service {
  return jsonService('GraniteServiceVersion20100801', {
    GetMetricData: (input) => {
      const { MetricDataQueries } = getMetricData.parse(input);
      const MetricDataResults = MetricDataQueries.map(({ Id }) => {
        return { Id, Label: Id, Timestamps: [], Values: [], StatusCode: 'Complete' };
      });
      return { MetricDataResults, Messages: [] };
    },
  });
}
