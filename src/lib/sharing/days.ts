/** The relay counts days since 1970, people read a calendar. */
const DAY = 86_400_000;

/** @param date YYYY-MM-DD */
export function dayNumber(date: string): number {
	return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/** YYYY-MM-DD. */
export function dayText(day: number): string {
	return new Date(day * DAY).toISOString().slice(0, 10);
}
