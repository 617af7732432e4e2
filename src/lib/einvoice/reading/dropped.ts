/** A file that was dropped on another page, on its way to the one that reads it: it goes through no address and no store. */
let waiting: File | undefined;

export function handOver(file: File): void {
	waiting = file;
}

/** Once. */
export function takeDropped(): File | undefined {
	const file = waiting;
	waiting = undefined;
	return file;
}
