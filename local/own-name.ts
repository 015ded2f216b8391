/** Whether a request was sent to this machine by one of its own names, and by none that others let point at it. */
export function isOwnName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}
