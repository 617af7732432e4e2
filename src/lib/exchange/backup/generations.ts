/**
 * Which backups in the folder stay: the newest of each of the last 7 days, 4 weeks and 3 months that have one. Days, weeks and months are counted
 * by the backups there are and not by the calendar: a device that was shut for a year still has its generations, and a clock that jumps ahead
 * deletes nothing by itself. Files dated later than now are left alone. Pure.
 */
const DAILY = 7;
const WEEKLY = 4;
const MONTHLY = 3;

const NAME = /^waxbill-([0-9a-f]{8})-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.age$/;

/** `device` is eight random hexadecimal digits: several devices may share a folder, and none touches another's files. */
export function backupName(device: string, made: Date): string {
	const stamp = made.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
	return `waxbill-${device}-${stamp}.age`;
}

/** When this device's backup of that name was made; undefined for any other file. */
export function madeAt(name: string, device: string): Date | undefined {
	const found = NAME.exec(name);
	if (!found || found[1] !== device) return undefined;
	const [year, month, day, hour, minute, second] = found.slice(2).map(Number) as [number, number, number, number, number, number];
	const made = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
	return backupName(device, made) === name ? made : undefined;
}

/** Instants in milliseconds of the generations that may go. */
export function superfluous(made: readonly number[], now: number): number[] {
	const past = [...new Set(made)].filter((instant) => instant <= now).sort((a, b) => b - a);
	const keep = new Set([...newestOf(past, dayOf, DAILY), ...newestOf(past, weekOf, WEEKLY), ...newestOf(past, monthOf, MONTHLY)]);
	return past.filter((instant) => !keep.has(instant));
}

/** The newest of each of the first `count` periods; `instants` descend. */
function newestOf(instants: readonly number[], periodOf: (instant: number) => string, count: number): number[] {
	const newest = new Map<string, number>();
	for (const instant of instants) {
		const period = periodOf(instant);
		if (!newest.has(period) && newest.size < count) newest.set(period, instant);
	}
	return [...newest.values()];
}

function dayOf(instant: number): string {
	return new Date(instant).toISOString().slice(0, 10);
}

/** Weeks begin on Monday, as in ISO 8601; the day 1970-01-01 was a Thursday. */
function weekOf(instant: number): string {
	return String(Math.floor((Math.floor(instant / 86_400_000) + 3) / 7));
}

function monthOf(instant: number): string {
	return new Date(instant).toISOString().slice(0, 7);
}
