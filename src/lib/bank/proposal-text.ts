/** Proposals in words. */
import { dateText, moneyText } from '../documents/format.ts';
import type { Level, Proposal, Reason } from './match/items.ts';
import { t } from './words.ts';

const WHY = {
	amount: 'whyAmount',
	sum: 'whySum',
	part: 'whyPart',
	over: 'whyOver',
	name: 'whyName',
	account: 'whyAccount',
	only: 'whyOnly',
	several: 'whySeveral',
	recorded: 'whyRecorded',
	early: 'whyEarly',
	claimed: 'whyClaimed',
	twin: 'whyTwin'
} as const;

export const LEVEL_WORDS = { sure: 'levelSure', likely: 'levelLikely', possible: 'levelPossible' } as const satisfies Record<Level, string>;
export const LEVEL_TONES = { sure: 'success', likely: 'info', possible: 'neutral' } as const satisfies Record<Level, string>;

/** What it would book. */
export function proposalText({ shares, partyName: party, paymentId, amount, currency }: Proposal, recordedOn?: string): string {
	if (paymentId) return t('isPayment', { party, date: recordedOn ? dateText(recordedOn) : '' });
	if (shares.length === 0) return t('paysCredit', { party, amount: moneyText(currency, amount) });
	if (shares.length === 1) return t('pays', { number: shares[0]!.number, party });
	return t('paysSeveral', { numbers: shares.map(({ number }) => number).join(', '), party });
}

/** Why, as one line. */
export function reasonsText({ reasons, currency }: Proposal): string {
	return reasons.map((reason) => reasonText(reason, currency)).join(' · ');
}

function reasonText(reason: Reason, currency: string): string {
	if (reason.kind === 'number') return t('whyNumber', { number: reason.number });
	if (reason.kind === 'exchanged') return t('whyExchanged', { currency });
	return t(WHY[reason.kind]);
}
