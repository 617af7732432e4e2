/** Whose export a file is, and the plan that it becomes. */
import { clockifyProjects, clockifyTime } from './clockify.ts';
import { harvestClients, harvestExpenses, harvestInvoices, harvestProjects, harvestTime } from './harvest.ts';
import { openForeign } from './inside.ts';
import { invoiceNinjaTables } from './invoice-ninja-tables.ts';
import { invoiceNinja } from './invoice-ninja.ts';
import { invoiceShelf } from './invoice-shelf.ts';
import { kimaiJson, kimaiTable } from './kimai.ts';
import { Plan } from './plan.ts';
import { ForeignRefused } from './problem.ts';
import type { ForeignReader, Reading, Surroundings } from './reading.ts';
import { solidtime } from './solidtime.ts';
import { toggl } from './toggl.ts';

/** The first that fits: those with more to go by before those with less. */
const READERS: readonly ForeignReader[] = [
	solidtime,
	invoiceNinja,
	invoiceShelf,
	kimaiJson,
	...invoiceNinjaTables,
	clockifyTime,
	clockifyProjects,
	harvestTime,
	harvestProjects,
	harvestExpenses,
	harvestInvoices,
	harvestClients,
	kimaiTable,
	toggl
];

export async function readForeign(file: Blob, surroundings: Surroundings): Promise<{ plan: Plan; assumed: Reading['assumed'] }> {
	const inside = await openForeign(file);
	const reader = READERS.find((each) => each.fits(inside));
	if (!reader) throw new ForeignRefused('unknown-format');
	const plan = new Plan(reader.program);
	const assumed: Reading['assumed'] = {};
	await reader.read({ ...surroundings, plan, inside, assumed });
	plan.leave('file', inside.others);
	return { plan, assumed };
}
