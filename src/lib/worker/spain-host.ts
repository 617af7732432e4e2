/**
 * Spain's billing records and events, derived from the log: what each device did, in its own order, is the chain of that installation. Nothing of a
 * chain is stored. Loaded when first asked for.
 */
import type { Business } from '../business/business.ts';
import { deviceNames } from '../devices/names.ts';
import type { ChainState, EventsState, FileWish, RecordsFile, RecordsState, RecordsToSign, RecordsWatch } from '../spain/api.ts';
import type { Linked } from '../spain/chain.ts';
import { eventAnomalies, recordAnomalies } from '../spain/events/anomalies.ts';
import { refOf, sumsOf, type LinkedEvent } from '../spain/events/chain.ts';
import type { SystemEvent } from '../spain/events/event.ts';
import { verifyEvents } from '../spain/events/verify.ts';
import { loneEvent } from '../spain/events/xml.ts';
import { EVENTS, NoRecords, readArchive, readRecords, type ReadRecord } from '../spain/read.ts';
import { keyOf, verifyRecords, type Fault, type Verified } from '../spain/verify.ts';
import { loneRecord, MOST_RECORDS, xmlHead, xmlRecord, XML_END } from '../spain/xml.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { isOn, note } from './spain-events.ts';
import { CANCELLED, readSpainLog, type SpainLog } from './spain-log.ts';
import { todayIn } from './today.ts';

const HOUR = 3_600_000;
/** Order, art. 9: a summary at least so often, while the system runs. */
const SUMMARY_AFTER = 6 * HOUR;

export class SpainHost {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #businessId: string;
	#read: { step: number; log: SpainLog } | undefined;

	constructor(workspace: Workspace, home: WorkspaceHome, id: string) {
		[this.#workspace, this.#home, this.#businessId] = [workspace, home, businessId(id)];
	}

	async state(watch: RecordsWatch): Promise<RecordsState> {
		const { chains, events, brought, sealed } = await this.#log(watch);
		const business = await this.#business();
		const names = await deviceNames(this.#workspace);
		const whose = (device: string) => ({ device, name: names.get(device) ?? '', isThis: device === this.#workspace.device });
		const told: ChainState[] = [];
		for (const [device, { links, refused, kept, waiting }] of chains) {
			const last = links.at(-1)!;
			const faults = await recordFaults(links, device);
			const ends = { first: links[0]!.record.at, last: last.record.at, huella: last.huella, nif: last.record.id.nif };
			told.push({ ...whose(device), ...ends, records: links.length, waiting, faults, refused, kept });
		}
		const eventsTold: EventsState[] = [];
		for (const [device, { links }] of events) {
			const last = links.at(-1)!;
			const ends = { first: links[0]!.at, last: last.at, lastCode: last.code, huella: last.huella, nif: last.nif };
			eventsTold.push({ ...whose(device), ...ends, events: links.length, faults: await eventFaults(links, device) });
		}
		return {
			inSpain: business?.address.country === 'ES',
			isOn: isOn(business),
			today: todayIn(business?.timeZone ?? 'UTC'),
			chains: told.sort(ownFirst),
			events: eventsTold.sort(ownFirst),
			brought,
			sealed
		};
	}

	async file(wish: FileWish, watch: RecordsWatch): Promise<RecordsFile> {
		const { links, name, more, noted } = await this.#part(wish, watch);
		const { issuer, id } = links.at(-1)!.record;
		const text = [xmlHead({ issuer, nif: id.nif }), ...links.map((each) => xmlRecord(each, wish)), XML_END].join('');
		return { name: `${name}.xml`, text, records: links.length, more, noted };
	}

	async toSign(wish: FileWish, watch: RecordsWatch): Promise<RecordsToSign> {
		const { links, more, noted } = await this.#part(wish, watch);
		const records = links.map((each, at) => ({ ...loneRecord(each, wish), name: loneName(each, placeOf(wish, at)) }));
		return { timeZone: (await this.#business())?.timeZone ?? '', records, more, noted };
	}

	async eventsToSign(wish: FileWish, watch: RecordsWatch): Promise<RecordsToSign> {
		const all = ((await this.#log(watch)).events.get(wish.device)?.links ?? []).filter(({ at }) => isWithin(at, wish));
		const links = all.slice(wish.part * MOST_RECORDS, (wish.part + 1) * MOST_RECORDS);
		const [first, last] = [all[0], all.at(-1)];
		if (!first || !last || links.length === 0) throw new Refused({ code: 'not-found' });
		const { from, to, part } = wish;
		const exported: SystemEvent = { kind: 'exported', of: 'events', from, to, first: refOf(first), last: refOf(last), count: all.length };
		const noted = part > 0 || (await this.#note([exported]));
		const records = links.map((each, at) => ({
			...loneEvent(each, wish),
			name: `${String(placeOf(wish, at)).padStart(6, '0')}_evento_${each.code}.xml`
		}));
		return { timeZone: (await this.#business())?.timeZone ?? '', records, more: (part + 1) * MOST_RECORDS < all.length, noted };
	}

	/** The chains of this device, looked at because somebody asked; that, and what does not fit, are events. */
	async examine(watch: RecordsWatch): Promise<RecordsState> {
		const { chains, events } = await this.#log(watch);
		const { device } = this.#workspace;
		const records = chains.get(device)?.links ?? [];
		const links = events.get(device)?.links ?? [];
		const found: SystemEvent[] = [
			{ kind: 'checked', of: 'records', count: records.length },
			...recordAnomalies(await recordFaults(records, device), records),
			{ kind: 'checked', of: 'events', count: links.length },
			...eventAnomalies(await eventFaults(links, device), links)
		];
		if (!(await this.#note(found))) throw new Refused({ code: 'read-only' });
		return this.state(watch);
	}

	/** A file, or a ZIP of signed ones. Their signatures are not looked at. */
	async check(file: Blob, watch: RecordsWatch): Promise<Verified> {
		const { chains, events } = await this.#log(watch);
		const known = new Map<string, Set<string>>();
		for (const { record, huella } of [...chains.values()].flatMap(({ links }) => links)) {
			const key = keyOf(record.kind, record.id.nif, record.id.number, record.id.date);
			known.set(key, (known.get(key) ?? new Set()).add(huella));
		}
		try {
			const records = await verifyRecords(watched(readArchive(file), watch), known);
			if (records.records > 0) return records;
			const huellas = new Set([...events.values()].flatMap(({ links }) => links.map(({ huella }) => huella)));
			const found = await verifyEvents(watched(readArchive(file, EVENTS), watch), huellas);
			return found.records > 0 ? found : records;
		} catch (cause) {
			if (cause instanceof NoRecords) throw new Refused({ code: 'invalid', field: 'file', detail: 'no-records' });
			throw cause;
		}
	}

	/**
	 * Sums up what this device did, where records are on and six hours went by since the last summary, or since the first event, and something happened.
	 * @param now milliseconds since 1970 @returns when to ask again
	 */
	async sumUp(now: number): Promise<number> {
		if (!isOn(await this.#business())) return now + HOUR;
		const chain = (await this.#log(() => true)).events.get(this.#workspace.device);
		const since = chain?.links.findLast(({ event }) => event.kind === 'summary') ?? chain?.links[0];
		if (!chain || !since) return now + HOUR;
		const due = Date.parse(since.at) + SUMMARY_AFTER;
		if (now < due) return due;
		if (chain.rest.counts.size === 0 && chain.rest.records === 0) return now + HOUR;
		return (await this.#note([{ kind: 'summary' }])) ? now + SUMMARY_AFTER : now + HOUR;
	}

	#business(): Promise<Business | undefined> {
		return this.#workspace.live<Business>('business', this.#businessId);
	}

	#note(events: readonly SystemEvent[]): Promise<boolean> {
		return note(this.#workspace, this.#businessId, events);
	}

	/** A part of what is handed out; that it is, is an event of its own, written with the first part. */
	async #part(wish: FileWish, watch: RecordsWatch): Promise<{ links: Linked[]; name: string; more: boolean; noted: boolean }> {
		const { device, from, to, part } = wish;
		const all = ((await this.#log(watch)).chains.get(device)?.links ?? []).filter(({ record: { at } }) => isWithin(at, wish));
		const files = filesOf(all);
		const links = files[part];
		if (!links) throw new Refused({ code: 'not-found' });
		const { first, last, ...sums } = sumsOf(all);
		const noted = part > 0 || (await this.#note([{ kind: 'exported', of: 'records', from, to, first: first!, last: last!, sums }]));
		const { nif } = links.at(-1)!.record.id;
		const name = ['registros', nif, device.slice(0, 8), from, to, ...(files.length > 1 ? [String(part + 1)] : [])].join('_');
		return { links, name, more: part + 1 < files.length, noted };
	}

	/** As long as nothing was written since, it is not read again. */
	async #log(watch: RecordsWatch): Promise<SpainLog> {
		const { step } = this.#workspace;
		if (this.#read?.step !== step) this.#read = { step, log: await readSpainLog(this.#workspace, this.#home, watch) };
		return this.#read.log;
	}
}

/** Written as a file, read back and recomputed. */
async function recordFaults(links: readonly Linked[], device: string): Promise<Fault[]> {
	const last = links.at(-1);
	if (!last) return [];
	const head = xmlHead({ issuer: last.record.issuer, nif: last.record.id.nif });
	const parts = links.map((each) => xmlRecord(each, { device }));
	return (await verifyRecords(readRecords(new Blob([head, ...parts, XML_END])))).faults;
}

async function eventFaults(links: readonly LinkedEvent[], device: string): Promise<Fault[]> {
	const parts = links.map((each) => loneEvent(each, { device }).text);
	return (await verifyEvents(readRecords(new Blob(['<all>', ...parts, '</all>']), EVENTS))).faults;
}

function ownFirst(a: Pick<ChainState, 'isThis' | 'first'>, b: Pick<ChainState, 'isThis' | 'first'>): number {
	return Number(b.isThis) - Number(a.isThis) || (a.first < b.first ? -1 : 1);
}

function isWithin(at: string, { from, to }: Pick<FileWish, 'from' | 'to'>): boolean {
	return at.slice(0, 10) >= from && at.slice(0, 10) <= to;
}

/** Counted from 1. */
function placeOf({ part }: FileWish, at: number): number {
	return part * MOST_RECORDS + at + 1;
}

/** A file names one NIF and has room for so many records. */
function filesOf(links: readonly Linked[]): Linked[][] {
	const files: Linked[][] = [];
	for (const each of links) {
		const last = files.at(-1);
		const goesOn = last && last.length < MOST_RECORDS && last[0]!.record.id.nif === each.record.id.nif;
		if (goesOn) last.push(each);
		else files.push([each]);
	}
	return files;
}

/** In the order of the chain, whatever sorts them. */
function loneName({ record: { kind, id } }: Linked, place: number): string {
	return `${String(place).padStart(6, '0')}_${kind === 'issue' ? 'alta' : 'anulacion'}_${id.number.replace(/[^A-Za-z0-9.-]/g, '_')}.xml`;
}

async function* watched(records: AsyncIterable<ReadRecord>, watch: RecordsWatch): AsyncGenerator<ReadRecord> {
	let count = 0;
	for await (const each of records) {
		if (++count % MOST_RECORDS === 0 && !(await watch(1))) throw new Refused(CANCELLED);
		yield each;
	}
}
