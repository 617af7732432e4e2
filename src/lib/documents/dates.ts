/** Calendar dates as text ("2026-11-21"): no time, no zone, and they sort as they read. */

/** True for a day that exists; "2026-02-29" and "2026-13-01" do not. */
export function isDate(text: string): boolean {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!match || match[1] === '0000') return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Days may be negative. The date must exist. */
export function addDays(date: string, days: number): string {
	const moved = new Date(`${date}T00:00:00Z`);
	moved.setUTCDate(moved.getUTCDate() + days);
	return moved.toISOString().slice(0, 10);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** This instant, as facts carry it. */
export function instantNow(): string {
	return new Date().toISOString();
}

/** The date on the wall in that place (IANA zone); an unknown zone reads the device's own. */
export function dateIn(timeZone: string, now: Date = new Date()): string {
	const parts = formatter(timeZone).formatToParts(now);
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value ?? '';
	return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
	const options = { year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory', numberingSystem: 'latn' } as const;
	try {
		return new Intl.DateTimeFormat('en', { ...options, timeZone });
	} catch {
		return new Intl.DateTimeFormat('en', options);
	}
}
