import * as z from 'zod';
import { noticeKinds, noticeReasons } from './alert.ts';
import { groupLogSchema } from './group.ts';
import { severities } from './severity.ts';
import { day } from './time.ts';

/** One attempt to tell a channel something, as the history of notices keeps it. */
export const noticeRecordSchema = z.object({
  tenant: z.string(),
  /** When it ended, epoch milliseconds. */
  at: z.number(),
  group: z.string(),
  /** The notice's number in its group. */
  seq: z.number(),
  channel: z.string(),
  kind: z.enum(noticeKinds),
  reason: z.enum(noticeReasons),
  severity: z.enum(severities),
  outcome: groupLogSchema.shape.outcome,
  error: z.string().optional(),
  /** This one counted. */
  attempts: z.number(),
  /** What it told of, worst first; at most {@link mostAlertsKept} of {@link NoticeRecord.alertCount}. */
  alerts: z.array(z.object({ rule: z.string(), id: z.string() })),
  alertCount: z.number(),
});
export type NoticeRecord = z.infer<typeof noticeRecordSchema>;

/** How long they are kept. */
export const noticesKept = 90 * day;
export const mostAlertsKept = 50;

/** An attempt as it is kept: of a large group the first alerts, and how many there were. */
export function noticeRecord(attempt: Omit<NoticeRecord, 'alertCount'>): NoticeRecord {
  const { alerts } = attempt;
  return { ...attempt, alerts: alerts.slice(0, mostAlertsKept), alertCount: alerts.length };
}

/** Which attempts are asked for, newest first. */
export type NoticeSpan = {
  tenant: string;
  /** Epoch milliseconds; `to` is exclusive. */
  from: number;
  to: number;
  /** Only those that told of an alert whose id begins so. */
  alert?: string | undefined;
  /** At most so many. */
  limit: number;
  /** Goes on where a former answer ended. */
  cursor?: string | undefined;
};

/** @property cursor absent: there is no more */
export type NoticePage = { records: NoticeRecord[]; cursor?: string };
