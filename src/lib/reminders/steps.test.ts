import { describe, expect, it } from 'vitest';
import type { ReminderStep } from '../business/business.ts';
import type { DocumentFact } from '../documents/document.ts';
import type { StatedFact } from '../documents/status.ts';
import { comingSteps, dueStep, stepsFor } from './steps.ts';

const step = (id: string, days: number): ReminderStep => ({ id, days, subject: '', text: '' });
const STEPS = [step('a', -3), step('b', 7), step('c', 21)];
const DUE = '2026-03-31';

function reminded(key: string, date: string, how: 'mail' | 'skipped' = 'mail', id = key): StatedFact {
	return { id, fact: { kind: 'reminded', documentId: 'd', step: key, date, how } };
}
const found = (today: string, facts: StatedFact[] = [], steps = STEPS) => {
	const due = dueStep(steps, DUE, facts, today);
	return due && [due.step.id, due.level];
};

describe('the step that is due', () => {
	it('is the last whose day has come', () => {
		expect(found('2026-03-27')).toBeUndefined();
		expect(found('2026-03-28')).toEqual(['a', -1]);
		expect(found('2026-03-31')).toEqual(['a', -1]);
		// A word in advance is none after the day.
		expect(found('2026-04-01')).toBeUndefined();
		expect(found('2026-04-07')).toEqual(['b', 0]);
		expect(found('2026-04-21')).toEqual(['c', 1]);
		expect(found('2027-01-01')).toEqual(['c', 1]);
	});

	it('is none once anything was said of it, and not the one before it either', () => {
		expect(found('2026-04-08', [reminded(`b@${DUE}`, '2026-04-07')])).toBeUndefined();
		expect(found('2026-04-08', [reminded(`b@${DUE}`, '2026-04-07', 'skipped')])).toBeUndefined();
		expect(found('2026-04-22', [reminded(`b@${DUE}`, '2026-04-07')])).toEqual(['c', 1]);
		expect(found('2026-04-22', [reminded(`c@${DUE}`, '2026-04-22')])).toBeUndefined();
	});

	it('is none when the client was reminded since its day, whatever the step was called then', () => {
		expect(found('2026-04-10', [reminded('old@', '2026-04-08')])).toBeUndefined();
		expect(found('2026-04-10', [reminded('old@', '2026-04-06')])).toEqual(['b', 0]);
		expect(found('2026-04-10', [reminded('old@', '2026-04-08', 'skipped')])).toEqual(['b', 0]);
	});

	it('is due again when that was taken back, and for another part of the total', () => {
		const back: DocumentFact = { kind: 'reversed', documentId: 'd', factId: 'f', at: '2026-04-08T00:00:00Z', reason: 'not sent' };
		expect(found('2026-04-08', [reminded(`b@${DUE}`, '2026-04-08', 'mail', 'f'), { id: 'g', fact: back }])).toEqual(['b', 0]);
		expect(found('2026-04-08', [reminded('b@2026-02-28', '2026-03-07')])).toEqual(['b', 0]);
	});

	it('goes over the ends of months, and there is none without a schedule', () => {
		expect(dueStep([step('a', 30)], '2026-01-31', [], '2026-03-01')).toBeUndefined();
		expect(dueStep([step('a', 30)], '2026-01-31', [], '2026-03-02')?.key).toBe('a@2026-01-31');
		expect(found('2027-01-01', [], [])).toBeUndefined();
	});
});

it('the schedule of a client stands in place of the business’s', () => {
	const business = { reminderSteps: [step('z', 30), step('y', 10)] };
	expect(stepsFor(business).map(({ id }) => id)).toEqual(['y', 'z']);
	expect(stepsFor(business, { reminderSteps: [] }).map(({ id }) => id)).toEqual(['y', 'z']);
	expect(stepsFor(business, { reminderSteps: [step('x', 1)] }).map(({ id }) => id)).toEqual(['x']);
	expect(stepsFor(business, { reminderSteps: [step('x', 1)], noReminders: true })).toEqual([]);
	expect(stepsFor({})).toEqual([]);
});

it('steps to come have days of their own', () => {
	expect(comingSteps(STEPS, DUE, '2026-04-07', '2026-04-30').map(({ date }) => date)).toEqual(['2026-04-07', '2026-04-21']);
});
