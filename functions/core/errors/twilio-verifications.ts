import type { ErrorRow, ErrorTable } from './table.ts';

const correct = 'Correct what the review names, then submit the verification again.';
const forbidden = 'Do not submit it again; this use is not allowed on this kind of sender.';

/** A reason, with its code for a toll-free number and its code for other senders. */
type Refusal = readonly [tollFree: number | undefined, sender: number | undefined, reason: string];

const correctable: readonly Refusal[] = [
  [30436, undefined, 'phone number SID invalid'],
  [30437, 30824, 'time to edit is over'],
  [30440, undefined, 'no reason given'],
  [30445, 30805, 'business data not confirmed'],
  [30446, 30831, 'no express consent'],
  [30447, 30879, 'number not at Twilio'],
  [30448, 30825, 'age gate'],
  [30449, 30857, 'link in the sample does not work'],
  [30451, undefined, 'address invalid'],
  [30452, undefined, 'mail address invalid'],
  [30470, 30856, 'deceptive marketing'],
  [30471, 30858, 'link in the sample without https'],
  [30472, 30808, 'business not found'],
  [30473, 30815, 'website not confirmed'],
  [30474, 30804, 'end business not named'],
  [30475, 30830, 'consent tied to the service'],
  [30476, 30842, 'opt-in missing'],
  [30477, 30839, 'data goes to third parties'],
  [30478, 30806, 'one number for several businesses'],
  [30479, 30807, 'more than five numbers without a reason'],
  [30481, undefined, 'canceled on request'],
  [30482, 30800, 'mail address not of the business'],
  [30483, 30801, 'contact not of the business'],
  [30484, 30802, 'business name differs from the register'],
  [30486, undefined, 'answer to HELP'],
  [30487, 30809, 'charity without 501(c)(3) proof'],
  [30488, 30810, 'trade name wrong'],
  [30489, 30812, 'website not live'],
  [30490, 30813, 'social media page not live'],
  [30491, 30814, 'website behind a login'],
  [30492, 30816, 'website without the brand'],
  [30493, 30817, 'privacy policy or terms not reachable'],
  [30494, 30818, 'reseller not named'],
  [30495, 30819, 'volume too high for the use'],
  [30496, 30820, 'summary contradicts the use'],
  [undefined, 30821, 'summary incomplete'],
  [30498, 30822, 'opt-in differs from the submission'],
  [30499, 30823, 'samples do not fit the use'],
  [30501, 30826, 'no Campaign Verify token of the campaign'],
  [30502, 30827, 'no FEC number of the political campaign'],
  [30503, 30828, 'confirmation message incomplete'],
  [30504, 30829, 'one opt-in for several uses'],
  [30505, 30832, 'opt-in is forced'],
  [30506, 30833, 'opt-in does not name the business'],
  [30507, 30834, 'opt-in for another use'],
  [30508, 30835, 'opt-in box ticked beforehand'],
  [30509, 30836, 'opt-in page not reachable'],
  [30510, 30837, 'opt-in example incomplete'],
  [30511, 30838, 'script of spoken consent missing'],
  [30512, 30840, 'no age gate for adult content'],
  [30513, 30841, 'opt-in wording unclear'],
  [30515, 30843, 'opt-in not valid'],
  [30516, 30844, 'double opt-in needed'],
  [30517, 30845, 'cart reminders against the rules'],
  [30518, 30846, 'call to action without disclosures'],
  [30519, 30847, 'privacy policy missing'],
  [30520, 30848, 'privacy policy allows sharing opt-ins'],
  [30521, 30849, 'opt-ins are shared'],
  [30522, 30850, 'terms for text messages missing'],
  [30523, 30854, 'domain with a bad reputation'],
  [30524, 30855, 'risk of fraud'],
  [30525, undefined, 'public link shortener'],
  [30526, 30859, 'domain at risk'],
  [30527, 30811, 'registration number missing or wrong'],
  [30529, 30876, 'alcohol without an age check'],
  [30530, 30803, 'registration documents missing'],
  [30531, undefined, 'answer to HELP'],
];

const final: readonly Refusal[] = [
  [30441, 30873, 'sex'],
  [30442, 30851, 'spam'],
  [30443, 30862, 'loan marketing'],
  [30444, 30852, 'fraud'],
  [30455, 30874, 'hate'],
  [30456, 30875, 'alcohol'],
  [30457, 30877, 'firearms'],
  [30458, 30878, 'tobacco'],
  [30459, 30860, 'cannabis'],
  [30460, 30863, 'debt collection for others'],
  [30461, 30864, 'gambling'],
  [30462, 30865, 'sweepstakes'],
  [30463, 30866, 'stock alerts'],
  [30464, 30867, 'cryptocurrency'],
  [30465, 30868, 'risky investments'],
  [30466, 30869, 'debt reduction'],
  [30467, 30870, 'credit repair'],
  [30468, 30871, 'lead generation for others'],
  [30469, 30861, 'illegal goods'],
  [30480, 30853, 'phishing'],
  [30528, 30872, 'against federal law'],
];

/** Why a toll-free number or another sender was not verified. */
export const twilioVerifications: ErrorTable = Object.fromEntries([
  ...correctable.flatMap((refusal) => rowsOf(refusal, 'after-fix', correct)),
  ...final.flatMap((refusal) => rowsOf(refusal, 'no', forbidden)),
]);

function rowsOf([tollFree, sender, reason]: Refusal, retry: ErrorRow[1], remedy: string): [string, ErrorRow][] {
  const rows: [string, ErrorRow][] = [];
  if (tollFree) rows.push([String(tollFree), ['unregistered', retry, `toll-free refused: ${reason}`, remedy]]);
  if (sender) rows.push([String(sender), ['unregistered', retry, `sender refused: ${reason}`, remedy]]);
  return rows;
}
