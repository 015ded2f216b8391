/** Works on all items, so many at a time, and gives the results in order. @throws as the first that fails */
export async function inParallel<T, Result>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<Result>,
): Promise<Result[]> {
  const queue = items.entries();
  const results: Result[] = [];
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, worker));
  return results;
}
