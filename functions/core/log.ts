/** Structured log lines: a sentence and fields. Ids only; never bodies, secrets or whole phone numbers. */
export type LogFields = Record<string, string | number | boolean | undefined>;
export type Log = {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};
