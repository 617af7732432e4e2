/** An entry of time from what a person typed. */
import type { EntryInput } from '../time/api.ts';
import { entryProblem } from '../time/entry-input.ts';
import type { CopiedRate, TimeEntry } from '../time/time.ts';
import { isZone } from '../time/zone.ts';
import { Refused } from './results.ts';

export function entryOf(input: EntryInput, member: string, memberName: string, rate: CopiedRate | undefined): TimeEntry {
	const { projectId, taskId, note, tags, billable, date, zone, start, end, seconds } = input;
	return {
		member,
		memberName,
		date,
		zone,
		note,
		tags: [...tags],
		billable,
		...(projectId && { projectId }),
		...(projectId && taskId && { taskId }),
		...(start && { start }),
		...(end && { end }),
		...(seconds !== undefined && { seconds }),
		...(rate && { rate })
	};
}

/** Refused with the field to mend. */
export function mustBeRight(input: EntryInput, isRunning: boolean): void {
	const wrong = entryProblem({ ...input, zone: isZone(input.zone) ? input.zone : '' }, isRunning);
	if (wrong) throw new Refused({ code: 'invalid', field: wrong.field, detail: wrong.problem });
}
