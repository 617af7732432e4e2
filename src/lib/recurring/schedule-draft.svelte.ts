/** A rhythm while it is being typed: the fields, what is wrong with them, and the schedule they make. */
import { isDate } from '../documents/dates.ts';
import type { Schedule, ScheduleUnit } from './schedule.ts';
import { t } from './words.ts';

export class ScheduleDraft {
	every = $state('1');
	unit = $state<string>('month');
	start = $state('');
	ends = $state<'never' | 'date' | 'count'>('never');
	end = $state('');
	count = $state('');

	readonly problems = $derived({
		every: Number(this.every) >= 1 ? undefined : t('check_every'),
		start: isDate(this.start) ? undefined : t('check_start'),
		end: this.ends === 'date' && (!isDate(this.end) || this.end < this.start) ? t('check_end') : undefined,
		count: this.ends === 'count' && !(Number(this.count) >= 1) ? t('check_count') : undefined
	});
	readonly isWrong = $derived(Object.values(this.problems).some((problem) => problem !== undefined));

	/** @param start the first date of a new one */
	constructor(known: Schedule | undefined, start: string) {
		this.start = known?.start ?? start;
		if (!known) return;
		this.every = String(known.every);
		this.unit = known.unit;
		this.ends = known.end ? 'date' : known.count ? 'count' : 'never';
		this.end = known.end ?? '';
		this.count = known.count ? String(known.count) : '';
	}

	/** Read it when nothing is wrong. */
	value(): Schedule {
		return {
			unit: this.unit as ScheduleUnit,
			every: Number(this.every),
			start: this.start,
			...(this.ends === 'date' && { end: this.end }),
			...(this.ends === 'count' && { count: Number(this.count) })
		};
	}
}

/** Periods are counted from the first day: with another one, or another step, it is another schedule. */
export function countsAlike(a: Schedule, b: Schedule): boolean {
	return a.start === b.start && a.unit === b.unit && a.every === b.every;
}
