import { describe, expect, test } from 'vitest';
import { alertDetailSchema, alertGraphSchema, alertsSchema, doneSchema } from '../../functions/api/answers/alerts.ts';
import { auditSchema, ruleTestSchema } from '../../functions/api/answers/operations.ts';
import { wirewatch } from './command.ts';
import { type DeployedApi, deployedApi } from './deployed-api.ts';
import type { Outages } from './outages.ts';
import type { Receiver } from './receiver.ts';
import type { Endpoint } from './traffic.ts';

export type Operated = { endpoint: Endpoint; outages: Outages; slack: Receiver };

const rule = '/v1/rules/delivery-by-carrier';
const carrier = 'US Cellular';

/** Of what people change by the deployed API, and of who they are said to be. */
export function apiIsOperated(operated: () => Operated): void {
  describe('people who operate by the deployed API', () => {
    let operator: DeployedApi;
    let tokenId: string;
    let alert: string;

    const firing = async () => (await operator.get('/v1/alerts', alertsSchema)).alerts;

    test('change from the next tick on what a rule asks for, until they take it back', async () => {
      const { endpoint, outages } = operated();
      const made = await wirewatch('token', 'create', 'operations', '--scope', 'operate', '--as', 'ana');
      operator = deployedApi(endpoint, made.token);
      tokenId = made.id;
      await operator.did('PUT', `${rule}/override`, doneSchema, { value: { minSamples: 1000 }, for: '1h' });
      await outages.begin(carrier);
      await outages.evaluateNext();
      expect((await firing()).map(({ labels }) => labels.carrier)).not.toContain(carrier);
      await operator.did('DELETE', `${rule}/override`, doneSchema);
      await outages.evaluateNext();
      expect(await firing()).toContainEqual(expect.objectContaining({ labels: { provider: 'telnyx', carrier } }));
    });

    test('see why an alert fires', async () => {
      alert = (await firing()).find(({ labels }) => labels.carrier === carrier)?.id ?? '';
      const detail = await operator.get(`/v1/alerts/${alert}`, alertDetailSchema);
      expect(detail).toMatchObject({ state: 'firing', severity: 'critical', why: [expect.stringContaining('40008')] });
    });

    test('see when an alert fired that is over, and what its rule saw', async () => {
      const { alerts } = await operator.get('/v1/alerts?state=all', alertsSchema);
      const id = alerts.find(({ labels }) => labels.carrier === 'AT&T')?.id;
      const { points, firing: fired } = await operator.get(`/v1/alerts/${id}/graph`, alertGraphSchema);
      expect(points).toContainEqual(expect.objectContaining({ value: 0.25, sample: 32 }));
      expect(fired).toMatchObject([{ severity: 'critical', to: expect.any(String) }]);
    });

    test('take an alert in hand in the name of their token, and with a token to read they do not', async () => {
      const { token } = await wirewatch('token', 'create', 'wallboard', '--as', 'ana');
      const path = `/v1/alerts/${alert}/acknowledge`;
      expect(await deployedApi(operated().endpoint, token).status('POST', path, {})).toBe(403);
      expect((await operator.did('POST', path, doneSchema, { for: '1h' })).changes).toHaveLength(1);
      const { records } = await operator.get('/v1/audit', auditSchema);
      expect(records.slice(0, 3)).toMatchObject([
        { did: 'acknowledge', by: { name: 'operations', via: 'api' } },
        { did: 'create-token', by: { name: 'ana', via: 'cli' } },
        { did: 'restore-rule', by: { name: 'operations', via: 'api' } },
      ]);
    });

    test('close an alert', async () => {
      const id = (await firing()).find(({ labels }) => labels.carrier === 'T-Mobile')?.id;
      await operator.did('POST', `/v1/alerts/${id}/resolve`, doneSchema);
      expect((await firing()).map(({ labels }) => labels.carrier)).toEqual([carrier]);
    });

    test('have a test notice sent by the channels of a rule', async () => {
      const { sent } = await operator.did('POST', `${rule}/test`, ruleTestSchema, { notify: true });
      expect(sent).toContainEqual({ channel: 'slack', outcome: 'sent' });
      expect(JSON.stringify(operated().slack.received.at(-1))).toContain('test');
    });

    test('are shut out as soon as their token is revoked', async () => {
      expect(await operator.status('GET', '/v1/about')).toBe(200);
      expect(await wirewatch('token', 'revoke', tokenId, '--as', 'ana')).toMatchObject({ kind: 'done' });
      expect(await operator.status('GET', '/v1/about')).toBe(401);
    });
  });
}
