/**
 * What the application may report by a name of the team's own. Every name is a measure or an item of its own, so the
 * configuration lists them.
 */
export type ReportNames = Readonly<Record<'apis' | 'counts' | 'gauges', readonly string[]>>;

/** The form of such a name. With a letter in it, it cannot be anybody's number, and may be logged. */
export const reportName = /^(?=.*[a-z])[a-z0-9][a-z0-9-]{0,31}$/;

/** That form in words. */
export const reportNameForm = 'up to 32 of a-z, 0-9 and -, one a letter';
