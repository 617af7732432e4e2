/** A step of the schedule while it is being typed. */
import type { LateFee, ReferenceRateName, ReminderStep } from '../business/business.ts';
import { partId } from '../documents/ids.ts';
import { parseDecimal, RATE_LIMITS } from '../money/decimal.ts';
import { t } from './words.ts';

export class StepDraft {
	readonly id: string;
	days = $state('');
	side = $state<'before' | 'after'>('after');
	subject = $state('');
	text = $state('');
	fee = $state<string>('none');
	/** The sum, or the percentage. */
	value = $state('');
	rate = $state<string>('ecb');
	points = $state('8');
	compensation = $state('');

	readonly problems = $derived({
		days: /^\d{1,4}$/.test(this.days) ? undefined : t('check_days'),
		value: (this.fee === 'amount' || this.fee === 'percent') && !isPositive(this.value) ? t('check_fee') : undefined,
		points: this.fee === 'interest' && !isPositive(this.points) ? t('check_points') : undefined
	});
	readonly isWrong = $derived(Object.values(this.problems).some((problem) => problem !== undefined));

	constructor(known?: Partial<ReminderStep>) {
		this.id = known?.id ?? partId();
		if (known?.days !== undefined) {
			this.days = String(Math.abs(known.days));
			this.side = known.days < 0 ? 'before' : 'after';
		}
		this.subject = known?.subject ?? '';
		this.text = known?.text ?? '';
		const fee = known?.fee;
		if (!fee) return;
		this.fee = fee.kind;
		if (fee.kind === 'amount') this.value = fee.amount;
		else if (fee.kind === 'percent') this.value = fee.percent;
		else this.charge(fee.rate, fee.points, fee.compensation ?? '');
	}

	/** Interest by the day, so many points above that rate. */
	charge(rate: ReferenceRateName, points: string, compensation: string): void {
		this.fee = 'interest';
		this.rate = rate;
		this.points = points;
		this.compensation = compensation;
	}

	/** Read it when nothing is wrong. */
	step(): ReminderStep {
		const fee = this.side === 'after' ? this.#fee() : undefined;
		const days = Number(this.days) * (this.side === 'before' ? -1 : 1);
		return { id: this.id, days, subject: this.subject.trim(), text: this.text, ...(fee && { fee }) };
	}

	#fee(): LateFee | undefined {
		switch (this.fee) {
			case 'amount':
				return { kind: 'amount', amount: this.value };
			case 'percent':
				return { kind: 'percent', percent: this.value };
			case 'interest': {
				const compensation = isPositive(this.compensation, 12) ? { compensation: this.compensation } : {};
				return { kind: 'interest', rate: this.rate as ReferenceRateName, points: this.points, ...compensation };
			}
			default:
				return undefined;
		}
	}
}

function isPositive(text: string, digits = 12): boolean {
	const parsed = parseDecimal(text, { ...RATE_LIMITS, maxIntegerDigits: digits });
	return parsed.ok && parsed.value.digits > 0n;
}
