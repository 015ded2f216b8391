/** Writes keys one after the other and kills its own process, hard, at one step of one of the writes. */
import { openFixture, put } from './stream-fixture.ts';

const [dir = '', step = '', at = ''] = process.argv.slice(2);
let current = 0;
const fixture = await openFixture({
  dir,
  onStep: (reached) => {
    if (reached === step && current === Number(at)) process.kill(process.pid, 'SIGKILL');
  },
});
for (current = 0; current < 20; current += 1) {
  await fixture.call('PutItem', put(`key-${current}`, current));
  process.stdout.write(`${current}\n`);
}
