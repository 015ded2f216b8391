import { ConfigError } from '../functions/config/define-config.ts';
import { readFlags } from './flags.ts';
import { type Product, startProduct } from './product.ts';
import { acceptedSecrets, givenSecrets } from './provider-secrets.ts';
import { readSettings, StartError } from './settings.ts';
import { type Simulation, startScenario } from './simulator/run-scenario.ts';
import { startText } from './start-text.ts';

const print = (text: string) => void process.stdout.write(`${text}\n`);
const onFailure = (what: string, error: unknown) => {
  process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
};

try {
  await run();
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  const settings = readSettings(process.env);
  const tickSeconds = flags.tickSeconds ?? (flags.simulate ? 1 : 60);
  const given = givenSecrets(settings);
  const product = await startProduct({
    flags,
    tickSeconds,
    settings,
    accepted: (keys) => acceptedSecrets(given, keys, flags.simulate !== undefined),
    print,
    onFailure,
  });
  print(startText(product, given, tickSeconds));
  print(`ready ${product.url}`);
  const simulation = flags.simulate && startScenario(flags.simulate, { ...product, tickSeconds }, print);
  closeOnSignal(product, simulation);
  if (simulation && flags.simulateExit) {
    process.exitCode = (await simulation.resolved) ? 0 : 1;
    simulation.stop();
    await product.close();
  }
}

/** The first signal closes everything in order; a second one ends the process at once. */
function closeOnSignal(product: Product, simulation: Simulation | undefined): void {
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(130);
      closing = true;
      simulation?.stop();
      void product.close().then(() => process.exit(0));
    });
  }
}
