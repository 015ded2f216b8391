/** Whether an evaluator is the one of `of` that judges an alert: its id is a hash of tenant, rule and labels, in hex. */
export function ownsAlert(index: number, of: number): (alertId: string) => boolean {
  return (alertId) => of === 1 || Number.parseInt(alertId, 16) % of === index;
}

/** Up to which tick one of `of` evaluators has evaluated everything; epoch milliseconds. */
export type ShardCursor = { shard: number; of: number; at: number };

/**
 * Up to which tick all alerts of an evaluator are evaluated: by itself, or by all evaluators of another number of them.
 * So a change of the number leaves nothing out, whoever of the old ones was behind.
 */
export function coveredUntil(shard: number, of: number, cursors: readonly ShardCursor[]): number | undefined {
  const own = cursors.filter((one) => one.of === of && one.shard === shard);
  const others = Map.groupBy(
    cursors.filter((one) => one.of !== of && one.shard < one.of),
    (one) => one.of,
  );
  const complete = [...others].filter(([number, group]) => group.length === number);
  const ticks = [...own.map(({ at }) => at), ...complete.map(([, group]) => Math.min(...group.map(({ at }) => at)))];
  return ticks.length > 0 ? Math.max(...ticks) : undefined;
}

/** Up to which tick all alerts of everybody are evaluated; while the number of evaluators changes, as far as either is. */
export function completeUntil(cursors: readonly ShardCursor[]): number | undefined {
  const groups = Map.groupBy(cursors, ({ of }) => of);
  const complete = [...groups].filter(([of, group]) => group.filter(({ shard }) => shard < of).length === of);
  const ticks = complete.map(([, group]) => Math.min(...group.map(({ at }) => at)));
  return ticks.length > 0 ? Math.max(...ticks) : undefined;
}
