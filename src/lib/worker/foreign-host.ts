/** Exports of other programs, into the open books, as one step. Loaded when first asked for. */
import type { Business } from '../business/business.ts';
import { addDays } from '../documents/dates.ts';
import { CsvRefused } from '../exchange/csv/problem.ts';
import type { TableUndone } from '../exchange/csv/api.ts';
import type { ForeignCount, ForeignReport, ForeignType, ForeignWish } from '../exchange/foreign/api.ts';
import type { Plan } from '../exchange/foreign/plan.ts';
import { readForeign } from '../exchange/foreign/read-foreign.ts';
import type { Party } from '../parties/party.ts';
import { dayOf, instantAt } from '../time/zone.ts';
import { isAdmin } from '../workspace/authority.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { OperationTooLarge } from '../workspace/operations.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DeviceHost } from './device-host.ts';
import { ForeignInvoices } from './foreign-invoices.ts';
import { ForeignJudge, type ForeignContext } from './foreign-judge.ts';
import { takeBack, writeStep, type Step } from './import-step.ts';
import { peopleNames } from './people.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { todayIn } from './today.ts';

type Watch = (fraction: number) => boolean | Promise<boolean>;

/** What comes later names what came before. */
const TYPES: readonly ForeignType[] = ['party', 'item', 'project', 'task', 'time-entry', 'expense'];
const AT_ONCE = 200;
const MOST_FAULTS = 100;
/** Of the whole, what reading is. */
const READING = 0.5;

export class ForeignHost {
	readonly #host: DeviceHost;
	/** The last import of the books that are open, to be taken back. */
	#last: { workspace: Workspace; written: Step[] } | undefined;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async try(file: Blob, wish: ForeignWish, watch: Watch): Promise<ForeignReport> {
		const { context, plan, report } = await this.#read(file, wish, watch);
		for await (const step of steps(context, plan, wish, report, watch)) void step;
		return report;
	}

	/** [Note: an import is one step] */
	async import(file: Blob, wish: ForeignWish, watch: Watch): Promise<ForeignReport> {
		const { context, plan, report } = await this.#read(file, wish, watch);
		const { workspace } = context;
		const written: Step[] = [];
		this.#last = { workspace, written };
		const write = async (transaction: Transaction, step: Step) => {
			await writeStep(transaction, step);
			written.push(step);
		};
		try {
			await saveInBulk(workspace, steps(context, plan, wish, report, watch), write, { ids: ({ id }) => [id] });
		} catch (cause) {
			// What stays where even that fails can still be taken back by hand.
			await this.undo(() => true).catch(() => undefined);
			if (cause instanceof OperationTooLarge || (cause instanceof WorkspaceError && cause.code === 'too-large'))
				throw new Refused({ code: 'invalid', field: 'foreign', detail: 'too-large' });
			throw cause;
		}
		return report;
	}

	async undo(watch: Watch): Promise<TableUndone> {
		const last = this.#last;
		const { workspace } = this.#host.open;
		if (!last || last.workspace !== workspace) throw new Refused({ code: 'not-found' });
		const undone = await takeBack(workspace, last.written, (await this.#context()).today, watch);
		this.#last = undefined;
		return undone;
	}

	async #read(file: Blob, wish: ForeignWish, watch: Watch) {
		const context = await this.#context();
		const { currency, timeZone } = context.business;
		const { plan, assumed } = await readForeign(file, {
			currency,
			chosen: wish.notation ?? {},
			day: (instant) => dayOf(instant, timeZone),
			instant: clockIn(timeZone),
			async watch(fraction) {
				if (!(await watch(fraction * READING))) throw new CsvRefused('cancelled');
			}
		});
		plan.records.sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type));
		const { program, left, owed, invoiced, faults, faultCount } = plan;
		const strangers = [...plan.people].filter((name) => !context.members.has(name.toLowerCase())).sort();
		const report: ForeignReport = {
			...{ program, assumed, invoiced, faults: [...faults], faultCount, people: strangers },
			...{ counts: {}, left: Object.fromEntries(left), sameNumbers: [] },
			owed: owed.map(({ party: _party, ...each }) => each)
		};
		return { context, plan, report };
	}

	async #context(): Promise<ForeignContext> {
		const { workspace, id } = this.#host.open;
		await workspace.loaded;
		const business = await workspace.live<Business>('business', businessId(id));
		if (!business) throw new Refused({ code: 'not-found' });
		const memberId = this.#host.parts.device()?.secrets.workspaces.find((each) => each.id === id)?.memberId ?? '';
		const names = await peopleNames(workspace);
		const mayAll = isAdmin(workspace.membership, memberId);
		const members = [...names].filter(([member]) => mayAll || member === memberId);
		return {
			...{ workspace, business, memberId, memberName: names.get(memberId) ?? '' },
			members: new Map(members.map(([member, name]) => [name.toLowerCase(), member])),
			today: todayIn(business.timeZone)
		};
	}
}

/** Those that are to be written; the rest is counted. */
async function* steps(context: ForeignContext, plan: Plan, wish: ForeignWish, report: ForeignReport, watch: Watch): AsyncGenerator<Step> {
	const judge = new ForeignJudge(context, plan, wish);
	const parties = new Map<string, Party>();
	for (const [at, planned] of plan.records.entries()) {
		if ((at + 1) % AT_ONCE === 0 && !(await watch(READING + (at / plan.records.length) * (1 - READING)))) throw new CsvRefused('cancelled');
		const count: ForeignCount = (report.counts[planned.type] ??= { found: 0, made: 0, here: 0, refused: 0 });
		count.found++;
		const verdict = await judge.judge(planned);
		if (verdict.kind === 'refused') {
			count.refused++;
			report.faultCount++;
			if (report.faults.length < MOST_FAULTS) report.faults.push({ ...planned.place, field: verdict.field, why: verdict.why });
		} else if (verdict.kind === 'here') count.here++;
		else {
			count[verdict.step.kind === 'make' ? 'made' : 'here']++;
			yield verdict.step;
		}
		if (verdict.kind === 'write' && planned.type === 'party') parties.set(planned.key, verdict.step.value as unknown as Party);
	}
	yield* invoiceSteps(context, plan, wish, report, judge, parties);
}

/** After the clients that they name. */
async function* invoiceSteps(
	{ workspace, business }: ForeignContext,
	plan: Plan,
	wish: ForeignWish,
	report: ForeignReport,
	judge: ForeignJudge,
	parties: ReadonlyMap<string, Party>
): AsyncGenerator<Step> {
	if (plan.owed.length === 0) return;
	const count: ForeignCount = (report.counts.invoice = { found: 0, made: 0, here: 0, refused: 0 });
	const invoices = new ForeignInvoices(workspace, business, plan, wish);
	const now = new Date().toISOString();
	for (const [at, planned] of plan.owed.entries()) {
		count.found++;
		const partyId = judge.partyOf(planned.party);
		const party = partyId === undefined ? undefined : (parties.get(planned.party) ?? (await workspace.live<Party>('party', partyId)));
		const verdict =
			partyId && party ? invoices.judge(planned, partyId, party, now) : ({ kind: 'refused', why: 'unknown-reference' } as const);
		if (verdict.kind === 'here') count.here++;
		else if (verdict.kind === 'refused') {
			count.refused++;
			report.faultCount++;
			const field = planned.number || planned.client;
			if (report.faults.length < MOST_FAULTS) report.faults.push({ table: 'invoices', line: at + 1, field, why: verdict.why });
		} else {
			count.made++;
			if (verdict.isSameNumber) report.sameNumbers.push(planned.number);
			yield verdict.step;
		}
	}
}

const DAY = 86_400_000;

/** The instant of a time on the clock there. Days of 24 hours, which are nearly all, are looked up once. */
function clockIn(zone: string): (date: string, seconds: number) => string | undefined {
	const midnights = new Map<string, number | undefined>();
	const midnightOf = (date: string) => {
		const start = Date.parse(instantAt(date, '00:00', zone) ?? '');
		const end = Date.parse((start > 0 && instantAt(addDays(date, 1), '00:00', zone)) || '');
		return end - start === DAY ? start : undefined;
	};
	return (date, seconds) => {
		if (!midnights.has(date)) midnights.set(date, midnightOf(date));
		const midnight = midnights.get(date);
		if (midnight !== undefined) return new Date(midnight + seconds * 1000).toISOString();
		const minute = instantAt(date, `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`, zone);
		return minute && new Date(Date.parse(minute) + (seconds % 60) * 1000).toISOString();
	};
}

function two(number: number): string {
	return String(number).padStart(2, '0');
}
