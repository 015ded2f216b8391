import type { NoticePage, NoticeRecord } from '../functions/core/notice-record.ts';
import { textTable } from './text-table.ts';

const mostNamed = 3;

/** What channels were told, or were to be: the newest last, as a terminal shows it. */
export function noticesText({ records, cursor }: NoticePage, stamp: (at: number) => string): string {
  if (records.length === 0) return 'Nobody was told anything in this time.';
  const rows = records.toReversed().map((record) => {
    const { at, channel, kind, reason, severity } = record;
    return [
      stamp(at),
      channel,
      kind === reason ? kind : `${kind} (${reason})`,
      severity,
      endOf(record),
      ofText(record),
    ];
  });
  const table = textTable([['at', 'channel', 'notice', 'severity', 'ended', 'of'], ...rows]);
  return cursor === undefined ? table : `${table}\nThere is more before these: --cursor '${cursor}'`;
}

function endOf({ outcome, attempts, error }: NoticeRecord): string {
  const attempt = attempts > 1 ? ` at attempt ${attempts}` : '';
  return `${outcome}${attempt}${error === undefined ? '' : `: ${error}`}`;
}

function ofText({ alerts, alertCount }: NoticeRecord): string {
  const named = alerts.slice(0, mostNamed).map(({ rule, id }) => `${id.slice(0, 6)} ${rule}`);
  const more = alertCount - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
