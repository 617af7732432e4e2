/** The calendar date in a time zone: what "today" means for a business, wherever its owner travels. */
export function todayIn(timeZone: string, now = new Date()): string {
	try {
		return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
	} catch {
		// An unknown zone must not stop anybody from working.
		return now.toISOString().slice(0, 10);
	}
}

/** Of this device's day, for what a person reads; nothing is decided by it. */
export function calendarDay(): string {
	return todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
}
