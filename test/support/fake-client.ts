/** A client of an AWS service that keeps what it is sent and answers the same to everything: an error, by throwing it. */
export function clientWith<Client, Input>(answer: unknown) {
  const inputs: Input[] = [];
  const send = async ({ input }: { input: Input }) => {
    inputs.push(input);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: { send } as unknown as Client, inputs };
}
