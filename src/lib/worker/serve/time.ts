/** Projects, tasks, time and what is billed of it. */
import type { TimeApi } from '../../time/api.ts';
import type { Desk } from './desk.ts';

export function timeApi(desk: Desk): TimeApi {
	const time = desk.part(async () => {
		const { TimeCommands } = await import('../time-commands.ts');
		return ({ workspace, books }) => new TimeCommands(workspace, books);
	});
	return {
		timer: () => time((commands) => commands.timers.timer()),
		startTimer: (work, at, zone) => time((commands) => commands.timers.start(work, at, zone)),
		stopTimer: (at) => time((commands) => commands.timers.stop(at)),
		changeTimer: (work) => time((commands) => commands.timers.change(work)),
		discardTimer: () => time((commands) => commands.timers.discard()),
		saveTime: (id, input) => time((commands) => commands.save(id, input)),
		timesheet: (from, to, now, member) => time((commands) => commands.timesheet(from, to, now, member)),
		projectStandings: () => time((commands) => commands.standings()),
		unbilledTime: (clientId) => time((commands) => commands.billing.unbilled(clientId)),
		billTime: (input) => time((commands) => commands.billing.bill(input))
	};
}
