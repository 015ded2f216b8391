import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../core/log.ts';

/** The JSON log of one function; level by `POWERTOOLS_LOG_LEVEL`. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  };
}
