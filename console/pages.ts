import type { Address } from './address.ts';
import type { Page } from './page.ts';
import { alertPage } from './pages/alert-page.ts';
import { alertsPage } from './pages/alerts-page.ts';
import { auditPage } from './pages/audit-page.ts';
import { livePage } from './pages/live-page.ts';
import { messagesPage } from './pages/messages-page.ts';
import { onCallPage } from './pages/on-call-page.ts';
import { overviewPage } from './pages/overview-page.ts';
import { rulePage } from './pages/rule-page.ts';
import { rulesPage } from './pages/rules-page.ts';
import { setupPage } from './pages/setup-page.ts';
import { silencesPage } from './pages/silences-page.ts';

/** The page that an address means. */
export function pageOf({ page, id }: Address): Page {
  switch (page) {
    case 'overview':
      return overviewPage;
    case 'alerts':
      return id === undefined ? alertsPage : alertPage;
    case 'silences':
      return silencesPage;
    case 'rules':
      return id === undefined ? rulesPage : rulePage;
    case 'messages':
      return messagesPage;
    case 'live':
      return livePage;
    case 'on-call':
      return onCallPage;
    case 'audit':
      return auditPage;
    case 'setup':
      return setupPage;
  }
}
