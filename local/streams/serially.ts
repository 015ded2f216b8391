/** Runs tasks of the same key one after the other, and those of different keys side by side. */
export function serially(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const before = last.get(key) ?? Promise.resolve();
    const result = before.then(task, task);
    last.set(key, result);
    const tidy = () => {
      if (last.get(key) === result) last.delete(key);
    };
    result.then(tidy, tidy);
    return result;
  };
}
