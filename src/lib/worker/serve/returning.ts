/** What has come again, and who is to be reminded. */
import type { RecurringApi } from '../../recurring/api.ts';
import type { RemindersApi } from '../../reminders/api.ts';
import type { Desk } from './desk.ts';

export function returningApi(desk: Desk): RecurringApi & RemindersApi {
	const returning = desk.part(async () => {
		const [{ RecurringCommands }, { ReminderCommands }] = await Promise.all([
			import('../recurring-commands.ts'),
			import('../reminder-commands.ts')
		]);
		return ({ workspace, books }) => ({
			recurring: new RecurringCommands(workspace, books),
			reminders: new ReminderCommands(workspace, books)
		});
	});
	return {
		dueInvoices: () => returning(({ recurring }) => recurring.due()),
		makeInvoices: (id, through, periods) => returning(({ recurring }) => recurring.make(id, through, periods)),
		dueReminders: () => returning(({ reminders }) => reminders.due()),
		remind: (id, step, reminding) => returning(({ reminders }) => reminders.remind(id, step, reminding)),
		comingReminders: (until) => returning(({ reminders }) => reminders.coming(until)),
		comingDates: (until) => returning(({ recurring }) => recurring.coming(until))
	};
}
