import type { ActDeps } from '../act/act-deps.ts';
import type { ReadDeps } from '../api/api-deps.ts';

/** What a widget reads and does. */
export type WidgetDeps = ReadDeps & {
  act: ActDeps;
  /** Of this function: buttons call it. */
  functionArn: string;
  /** Of the console page, without a slash at its end. */
  pageUrl?: string | undefined;
  /** False if the same was taken before. `wall`: epoch milliseconds. */
  take(tenant: string, signature: string, wall: number): Promise<boolean>;
  /** Wall-clock time in epoch milliseconds: buttons are pressed in the real world. */
  wall(): number;
};
