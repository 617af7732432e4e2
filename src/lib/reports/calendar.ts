/** Calendar arithmetic over many records, on few different dates: each is worked out once. */
import { daysBetween } from '../documents/dates.ts';

const EPOCH = '1970-01-01';
const DAY = 86_400_000;

export interface Calendar {
	/** Days since 1970. */
	dayOf(date: string): number;
	add(date: string, days: number): string;
}

export function calendar(): Calendar {
	const days = new Map<string, number>();
	const dates = new Map<number, string>();
	const dayOf = (date: string) => {
		let day = days.get(date);
		if (day === undefined) days.set(date, (day = daysBetween(EPOCH, date)));
		return day;
	};
	const dateOf = (day: number) => {
		let date = dates.get(day);
		if (date === undefined) dates.set(day, (date = new Date(day * DAY).toISOString().slice(0, 10)));
		return date;
	};
	return { dayOf, add: (date, count) => dateOf(dayOf(date) + count) };
}
