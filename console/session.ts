import type { Session } from './state.ts';

const tokenKey = 'wirewatch-token';
const nameKey = 'wirewatch-name';

/** The token is for this tab only; from the address it is taken before anybody can read over a shoulder or share it. */
export function openSession(): Session {
  const found = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (found !== undefined) {
    sessionStorage.setItem(tokenKey, found);
    history.replaceState(null, '', `${location.pathname}${location.search}#/overview`);
  }
  return { token: sessionStorage.getItem(tokenKey) ?? undefined, name: localStorage.getItem(nameKey) ?? '' };
}

export function keepToken(token: string): void {
  sessionStorage.setItem(tokenKey, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(tokenKey);
}

export function keepName(name: string): void {
  localStorage.setItem(nameKey, name);
}
