/** Asks for each name once, and gives everyone the same answer. */
export function once<Result>() {
  const asked = new Map<string, Promise<Result>>();
  return (name: string, ask: () => Promise<Result>): Promise<Result> => {
    const answer = asked.get(name) ?? ask();
    asked.set(name, answer);
    return answer;
  };
}
