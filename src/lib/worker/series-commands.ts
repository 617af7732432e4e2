/** Number series as a screen asks for them: what they gave, and who may go on. */
import type { Business } from '../business/business.ts';
import { sequenceReport, type SeriesReport } from '../documents/gap-report.ts';
import { chainEnd, NO_ISSUE, nextSequence, periodOf, seriesLedger } from '../documents/ledger.ts';
import { fillRun, runOf } from '../documents/numbering.ts';
import { declareLost, upTo } from '../documents/segments.ts';
import { encodeSeriesEvent, openRequests, seriesEvents, type SeriesEvent, type StatedSeriesEvent } from '../documents/series-events.ts';
import { ownSeries } from '../documents/own-series.ts';
import type { Holding, Series } from '../documents/series.ts';
import { KIND } from '../../../sync-server/protocol/codec.ts';
import type { Lease } from '../../../sync-server/protocol/leases.ts';
import { mayWrite } from '../../../sync-server/protocol/rights.ts';
import { newId16 } from '../crypto/random.ts';
import { deviceNames } from '../devices/names.ts';
import { toHex } from '../workspace/bytes.ts';
import type { Ledger } from '../workspace/registry.ts';
import type { Transaction } from '../workspace/transaction.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { SeriesLease, Takeover } from '../documents/series-api.ts';
import { Refused } from './results.ts';
import { todayIn } from './today.ts';
import { writerNames } from './writer-names.ts';

export class SeriesCommands {
	readonly #workspace: Workspace;
	readonly #businessId: string;

	constructor(workspace: Workspace, businessId: string) {
		this.#workspace = workspace;
		this.#businessId = businessId;
	}

	/** Every series with all it gave, those no longer kept too. */
	async report(): Promise<SeriesReport[]> {
		await this.#workspace.loaded;
		const reports: SeriesReport[] = [];
		const names = await writerNames(this.#workspace);
		for (const row of this.#workspace.list('series').values()) {
			const { id } = row as Series & { id: string };
			const series = await this.#workspace.live<Series>('series', id);
			if (!series) continue;
			const events = seriesEvents(await this.#workspace.read(id));
			reports.push(sequenceReport(id, series, seriesLedger(this.#workspace.ledger, id), events, this.#workspace.device, names));
		}
		return reports;
	}

	/** Who may number the series, and what taking it over would mean. */
	async lease(seriesId: string): Promise<SeriesLease> {
		const [series, today] = [await this.#series(this.#workspace, seriesId), await this.#today(this.#workspace)];
		const held = this.#workspace.lease(seriesId);
		const given = upTo(seriesLedger(this.#workspace.ledger, seriesId), held?.segment ?? 0);
		const numberOf = (segment: number, sequence: number) => fill(series, today, segment, sequence);
		const next = nextSequence(series, given, today);
		const period = periodOf(series, today);
		return {
			state: leaseState(this.#workspace, seriesId),
			last: given.last[period] === undefined ? undefined : numberOf(given.segment, given.last[period]),
			lastSequence: given.last[period] ?? 0,
			next: numberOf(given.segment, next),
			nextSegment: numberOf(given.segment + 1, 1),
			...(held && !held.released && { holder: await this.#holder(held.holder) }),
			...askedOf(seriesEvents(await this.#workspace.read(seriesId)), held, this.#workspace.device),
			shared: this.#workspace.shared || this.#workspace.otherDevices > 0,
			own: await this.#ownOf(series.type, seriesId, today),
			mayTakeOver: this.#mayTakeOver
		};
	}

	async #holder(id: string) {
		const names = await writerNames(this.#workspace);
		return { id, name: names.get(id) ?? '', active: this.#workspace.membership?.devices.get(id)?.active === true };
	}

	async #ownOf(type: Series['type'], except: string, today: string): Promise<SeriesLease['own']> {
		const rows = [...this.#workspace.list('series').values()] as (Series & { id: string })[];
		return rows
			.filter((row) => row.type === type && row.id !== except && leaseState(this.#workspace, row.id) === 'mine')
			.map((row) => {
				const given = upTo(seriesLedger(this.#workspace.ledger, row.id), this.#workspace.lease(row.id)?.segment ?? 0);
				return { id: row.id, name: row.name, next: fill(row, today, given.segment, nextSequence(row, given, today)) };
			});
	}

	/** Works without a network: the other device hears of it when both have met the relay. */
	async ask(seriesId: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			this.#must('elsewhere', seriesId);
			const events = seriesEvents(await transaction.read(seriesId));
			if (askedOf(events, this.#workspace.lease(seriesId), this.#workspace.device).asked) return;
			await note(transaction, seriesId, { kind: 'asked', date: await this.#today(transaction) });
		});
	}

	/** Of what was asked and done so far; works without a network. */
	async note(seriesId: string): Promise<void> {
		await this.#workspace.save(async (transaction) => {
			await note(transaction, seriesId, { kind: 'noted', date: await this.#today(transaction) });
		});
	}

	/** So that it can be numbered here without a network from now on. */
	async leaseOne(seriesId: string): Promise<void> {
		await this.#workspace.save(async (transaction, ledger) => {
			if (leaseState(this.#workspace, seriesId) === 'mine') return;
			this.#must('free', seriesId);
			await this.#lease(transaction, ledger, seriesId);
		}, 'strict');
	}

	/** Every series that nobody numbers: before other devices come to these books, this one makes sure of what it issues from. */
	async leaseFree(): Promise<void> {
		await this.#workspace.loaded;
		await this.#workspace.save(async (transaction, ledger) => {
			for (const row of this.#workspace.list('series').values()) {
				const { id } = row as { id: string };
				if (leaseState(this.#workspace, id) === 'free') await this.#lease(transaction, ledger, id);
			}
		}, 'strict');
	}

	async #lease(transaction: Transaction, ledger: Ledger, seriesId: string): Promise<void> {
		const [series, today] = [await this.#series(transaction, seriesId), await this.#today(transaction)];
		const given = upTo(seriesLedger(ledger, seriesId), this.#workspace.lease(seriesId)?.segment ?? 0);
		transaction.lease(seriesId, given.segment, nextSequence(series, given, today), chainEnd(given, this.#workspace.device));
	}

	/** A series like that one, told apart by a code: its numbers meet no other's, and this device gives them. */
	async makeOwn(seriesId: string): Promise<string> {
		const { device } = this.#workspace;
		const name = (await deviceNames(this.#workspace)).get(device) ?? '';
		const id = toHex(newId16());
		await this.#workspace.save(async (transaction) => {
			const like = await this.#series(transaction, seriesId);
			const others = [...this.#workspace.list('series').values()] as Series[];
			await transaction.putLive('series', id, ownSeries(like, others, name));
			transaction.lease(id, 0, 1, NO_ISSUE);
		}, 'strict');
		return id;
	}

	async release(seriesId: string): Promise<void> {
		await this.#workspace.save(async (transaction, ledger) => {
			this.#must('mine', seriesId);
			const [series, today] = [await this.#series(transaction, seriesId), await this.#today(transaction)];
			const given = seriesLedger(ledger, seriesId);
			const { device } = this.#workspace;
			transaction.releaseSeries(seriesId, given.segment, nextSequence(series, given, today), chainEnd(given, device));
			await note(transaction, seriesId, { kind: 'released', date: today });
		}, 'strict');
	}

	/** Passing another device by is an admin's. */
	get #mayTakeOver(): boolean {
		const { membership, device } = this.#workspace;
		const me = membership?.devices.get(device);
		return membership !== undefined && me?.active === true && mayWrite(membership, me, KIND.SERIES_TAKEOVER);
	}

	async takeOver(seriesId: string, takeover: Takeover): Promise<void> {
		await this.#workspace.save(async (transaction, ledger) => {
			this.#must('elsewhere', seriesId);
			if (!this.#mayTakeOver) throw new Refused({ code: 'invalid', field: 'series.lease', detail: 'admins-only' });
			const [series, date] = [await this.#series(transaction, seriesId), await this.#today(transaction)];
			const given = seriesLedger(ledger, seriesId);
			const from = this.#workspace.lease(seriesId)?.holder ?? '';
			if (takeover.kind === 'next-segment') {
				const segment = given.segment + 1;
				transaction.takeOverSeries(seriesId, segment, 1, given.lastIssue);
				await note(transaction, seriesId, { kind: 'taken-over', date, from, segment });
				return;
			}
			const period = periodOf(series, date);
			const sequence = takeover.lastSequence;
			const last = given.last[period] ?? 0;
			if (!Number.isSafeInteger(sequence) || sequence < last)
				throw new Refused({ code: 'invalid', field: 'lastSequence', detail: String(last) });
			const run = runOf(series.pattern, { issueDate: date, code: series.code, segment: given.segment });
			const first = nextSequence(series, given, date);
			const lost = { run, period, sequence, first };
			if (!declareLost(ledger, seriesId, { ...lost, by: from, taker: this.#workspace.device }))
				throw new Refused({ code: 'invalid', field: 'lastSequence' });
			transaction.takeOverSeries(seriesId, given.segment, Math.max(first, sequence + 1), given.lastIssue);
			await note(transaction, seriesId, { kind: 'taken-over', date, from, segment: given.segment, lost });
		}, 'strict');
	}

	#must(state: Holding, seriesId: string): void {
		const now = leaseState(this.#workspace, seriesId);
		if (now !== state) throw new Refused({ code: 'invalid', field: 'series.lease', detail: now });
	}

	async #series(reader: Pick<Workspace, 'live'>, id: string): Promise<Series> {
		const series = await reader.live<Series>('series', id);
		if (!series) throw new Refused({ code: 'not-found' });
		return series;
	}

	async #today(reader: Pick<Workspace, 'live'>): Promise<string> {
		return todayIn((await reader.live<Business>('business', this.#businessId))?.timeZone ?? 'UTC');
	}
}

/** Since the series last changed hands. */
function askedOf(events: readonly StatedSeriesEvent[], lease: Lease | undefined, device: string): Pick<SeriesLease, 'asked' | 'declined'> {
	const since = lease?.n ?? 0;
	const asked = openRequests(events, lease?.holder ?? '', since).includes(device);
	return { asked, declined: !asked && events.some(({ event, by, n }) => event.kind === 'asked' && by === device && n >= since) };
}

export function leaseState(workspace: Pick<Workspace, 'lease' | 'device'>, seriesId: string): Holding {
	const lease = workspace.lease(seriesId);
	if (!lease || lease.released) return 'free';
	return lease.holder === workspace.device ? 'mine' : 'elsewhere';
}

function fill(series: Series, issueDate: string, segment: number, sequence: number): string {
	return fillRun(runOf(series.pattern, { issueDate, code: series.code, segment }), sequence, '…');
}

function note(transaction: Transaction, seriesId: string, event: SeriesEvent): Promise<string> {
	return transaction.add('series-event', seriesId, 'put', encodeSeriesEvent(event));
}
