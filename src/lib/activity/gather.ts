/** Everything a filter lets through, page after page, for a file. */
import type { AppError, Result } from '../worker-api.ts';
import type { ActivityApi, ActivityEvent, ActivityPlace, ActivityQuery, EventDetails } from './api.ts';

export interface Gathered {
	event: ActivityEvent;
	details?: EventDetails;
}

export class GatherFailed extends Error {
	readonly error: AppError;
	constructor(error: AppError) {
		super(error.code);
		this.error = error;
	}
}

/** Hears which part of the log was read; answers false to stop. */
type Watch = (fraction: number) => boolean;

/** Ends early when `watch` says so. Throws `GatherFailed`. */
export async function* gather(
	api: Pick<ActivityApi, 'activity' | 'activityDetails'>,
	query: ActivityQuery,
	watch: Watch
): AsyncGenerator<Gathered[], 'all' | 'stopped'> {
	let after: ActivityPlace | undefined;
	let going = true;
	const hear = (fraction: number) => (going = watch(fraction));
	do {
		const { events, next } = taken(await api.activity({ ...query, ...(after && { after }) }, hear));
		const edits = events.filter(({ act, record }) => act.what === 'edited' && record);
		const details = edits.length > 0 ? taken(await api.activityDetails(edits)) : {};
		if (!going) return 'stopped';
		yield events.map((event) => ({ event, ...(details[event.key] && { details: details[event.key]! }) }));
		after = next;
	} while (after);
	return 'all';
}

function taken<T>(result: Result<T>): T {
	if (!result.ok) throw new GatherFailed(result.error);
	return result.value;
}
