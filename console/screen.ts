import { type Html, html } from '../functions/core/html.ts';
import type { Press, ViewTools } from '../functions/views/view.ts';
import { type Address, goTo, type PageName, pageNames } from './address.ts';
import type { About } from './answers.ts';
import type { Chart } from './chart.ts';
import { pressButton } from './parts/buttons.ts';
import type { Question } from './question.ts';
import { aboutQuestion } from './questions.ts';
import type { State } from './state.ts';
import { readAnswer } from './store.ts';

/** All that a page needs to show itself. */
export type Screen = {
  state: State;
  address: Address;
  about: About | undefined;
  /** Product time, epoch milliseconds. */
  now: number;
  /** The wall clock's, epoch milliseconds. */
  wall: number;
  zone: string;
  mayOperate: boolean;
  read<Answer>(question: Question<Answer>): Answer | undefined;
  problem(question: Question<unknown>): string | undefined;
  isBusy(name: string): boolean;
  /** For the views that the dashboards' widgets show too. */
  tools: ViewTools;
  /** To be drawn once the markup stands. */
  charts: Chart[];
};

/** @param wall epoch milliseconds; product time is told with every answer about the product, and goes on as fast as the wall's */
export function screenOf(state: State, wall: number): Screen {
  const { address, store } = state;
  const about = readAnswer(store, aboutQuestion);
  const toldAt = store.get(aboutQuestion.path)?.answeredAt;
  const now = about === undefined || toldAt === undefined ? wall : Date.parse(about.now) + Math.max(0, wall - toldAt);
  const zone = tenantOf(address, about)?.timeZone ?? 'UTC';
  const mayOperate = about?.caller.scopes.some((scope) => scope === 'operate' || scope === 'admin') ?? false;
  return {
    state,
    address,
    about,
    now,
    wall,
    zone,
    mayOperate,
    read: (question) => readAnswer(store, question),
    problem: ({ path }) => store.get(path)?.problem,
    isBusy: (name) => state.busy.has(name),
    tools: { zone, now, ...(mayOperate && { press: pressOf(address) }), link: linkOf(address) },
    charts: [],
  };
}

function tenantOf({ query }: Address, about: About | undefined) {
  return about?.tenants.find(({ name }) => name === query.tenant) ?? about?.tenants[0];
}

function pressOf(address: Address): (press: Press) => Html {
  return (press) => pressButton(press, address.query.tenant);
}

/** Views name what they lead to: `alerts/7f3a9c`, `campaigns/spring-promo`. */
function linkOf(address: Address): (to: string, words: string) => Html {
  return (to, words) => {
    const [first = '', id = ''] = to.split('/', 2);
    const target = decodeURIComponent(id);
    const page = pageNames.find((name): name is PageName => name === first);
    const href =
      page === undefined
        ? goTo(address, 'overview', undefined, { campaign: target })
        : goTo(address, page, target || undefined);
    return html`<a href="${href}">${words}</a>`;
  };
}
