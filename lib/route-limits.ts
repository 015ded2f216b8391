import { CfnStage, type HttpStage, type IHttpRoute } from 'aws-cdk-lib/aws-apigatewayv2';

/** @property rate requests a second to each route */
export type RouteLimit = { rate: number; burst: number };

/** Limits some routes of an API more than its stage does. @param keys of the routes: `GET /act/{token}` */
export function limitRoutes(
  stage: HttpStage,
  routes: readonly IHttpRoute[],
  keys: readonly string[],
  { rate, burst }: RouteLimit,
): void {
  const settings = stage.node.defaultChild;
  if (!(settings instanceof CfnStage)) throw new Error('the stage of the API has no settings of its own');
  // A stage may only speak of routes that are there.
  settings.node.addDependency(...routes);
  for (const key of keys) {
    const path = `RouteSettings.${key.replaceAll('.', '\\.')}`;
    settings.addPropertyOverride(path, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
  }
}
