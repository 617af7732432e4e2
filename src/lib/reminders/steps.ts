/**
 * When a client is to be reminded of an invoice. Derived from the schedule, the calendar and what was said of the invoice; pure.
 *
 * [Note: one reminder a step] At any time one step at most is due: the last whose day has come. Steps before it are passed over, so that whoever was
 * away for a month writes once, in the words of now. A step is done when anything was said of it, or when the client was reminded on its day or later.
 */
import type { Business, ReminderStep } from '../business/business.ts';
import { addDays } from '../documents/dates.ts';
import { standing, type StatedFact } from '../documents/status.ts';
import type { Party } from '../parties/party.ts';

/** In the order of their days. */
export function stepsFor(business: Pick<Business, 'reminderSteps'>, party?: Pick<Party, 'reminderSteps' | 'noReminders'>): ReminderStep[] {
	if (party?.noReminders) return [];
	const own = party?.reminderSteps ?? [];
	return [...(own.length > 0 ? own : (business.reminderSteps ?? []))].sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1));
}

/** An invoice paid in parts is reminded of each part. */
function stepKey({ id }: Pick<ReminderStep, 'id'>, due: string): string {
	return `${id}@${due}`;
}

export function stepDay({ days }: Pick<ReminderStep, 'days'>, due: string): string {
	return addDays(due, days);
}

export interface DueStep {
	step: ReminderStep;
	key: string;
	/** From 0 on, among those after the due date; -1 before it. */
	level: number;
}

/** @param due the day on which something came, or comes, due  @param steps in the order of their days */
export function dueStep(steps: readonly ReminderStep[], due: string, facts: readonly StatedFact[], today: string): DueStep | undefined {
	const come = steps.filter((step) => stepDay(step, due) <= today);
	const step = come.at(-1);
	// A word in advance is none after the day.
	if (!step || (step.days < 0 && today > due)) return undefined;
	const key = stepKey(step, due);
	const isDone = standing(facts).some(
		({ fact }) => fact.kind === 'reminded' && (fact.step === key || (fact.how !== 'skipped' && fact.date >= stepDay(step, due)))
	);
	return isDone ? undefined : { step, key, level: step.days < 0 ? -1 : come.filter(({ days }) => days >= 0).length - 1 };
}

/** The days of steps to come, up to `until`, that nothing was said of. */
export function comingSteps(steps: readonly ReminderStep[], due: string, today: string, until: string): { key: string; date: string }[] {
	return steps.map((step) => ({ key: stepKey(step, due), date: stepDay(step, due) })).filter(({ date }) => date >= today && date <= until);
}
