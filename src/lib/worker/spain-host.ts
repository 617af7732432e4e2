/**
 * Spain's billing records, derived from the log: what each device issued, in its own order, is the chain of that installation. Nothing of it is stored.
 * Loaded when first asked for.
 */
import type { Business } from '../business/business.ts';
import { deviceNames } from '../devices/names.ts';
import type { IssuedDocument } from '../documents/document.ts';
import type { ChainState, FileWish, RecordsFile, RecordsState, RecordsToSign, RecordsWatch } from '../spain/api.ts';
import { chained, type Linked } from '../spain/chain.ts';
import { NoRecords, readRecords, type ReadRecord } from '../spain/read.ts';
import type { BillingRecord } from '../spain/record.ts';
import { keyOf, verifyRecords, type Verified } from '../spain/verify.ts';
import { loneRecord, MOST_RECORDS, xmlHead, xmlRecord, XML_END } from '../spain/xml.ts';
import { toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { decodeFrozen } from '../workspace/json.ts';
import { readSlice, readWaiting, SLICE, type TrailEntry } from '../workspace/trail/entries.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { annulmentOf, isMadeHere, issueOf, type Issued, type Voided } from './spain-made.ts';
import { todayIn } from './today.ts';

const CANCELLED = { code: 'invalid', field: 'records', detail: 'cancelled' } as const;

interface Chain {
	records: BillingRecord[];
	/** Numbers of invoices that were issued, and of those that were annulled, and that the books did not take. */
	refused: string[];
	kept: string[];
	waiting: number;
}

interface Found {
	chains: Map<string, Chain>;
	brought: number;
	sealed: number;
	/** What the books have, by record id. */
	issued: Map<string, Issued>;
}

interface Gathered {
	step: number;
	chains: Map<string, { links: Linked[] } & Omit<Chain, 'records'>>;
	brought: number;
	sealed: number;
}

export class SpainHost {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #id: string;
	#gathered: Gathered | undefined;

	constructor(workspace: Workspace, home: WorkspaceHome, id: string) {
		[this.#workspace, this.#home, this.#id] = [workspace, home, id];
	}

	async state(watch: RecordsWatch): Promise<RecordsState> {
		const { chains, brought, sealed } = await this.#gather(watch);
		const business = await this.#workspace.live<Business>('business', businessId(this.#id));
		const names = await deviceNames(this.#workspace);
		const told: ChainState[] = [];
		for (const [device, { links, refused, kept, waiting }] of chains) {
			const last = links.at(-1)!;
			const parts = links.map((each) => xmlRecord(each, { device }));
			const head = xmlHead({ issuer: last.record.issuer, nif: last.record.id.nif });
			const { faults } = await verifyRecords(readRecords(new Blob([head, ...parts, XML_END])));
			told.push({
				device,
				name: names.get(device) ?? '',
				isThis: device === this.#workspace.device,
				nif: last.record.id.nif,
				records: links.length,
				first: links[0]!.record.at,
				last: last.record.at,
				huella: last.huella,
				waiting,
				faults,
				refused,
				kept
			});
		}
		return {
			inSpain: business?.address.country === 'ES',
			isOn: business?.address.country === 'ES' && business.billingRecords === true,
			today: todayIn(business?.timeZone ?? 'UTC'),
			chains: told.sort((a, b) => Number(b.isThis) - Number(a.isThis) || (a.first < b.first ? -1 : 1)),
			brought,
			sealed
		};
	}

	async file(wish: FileWish, watch: RecordsWatch): Promise<RecordsFile> {
		const { links, name, more } = await this.#part(wish, watch);
		const { issuer, id } = links.at(-1)!.record;
		const text = [xmlHead({ issuer, nif: id.nif }), ...links.map((each) => xmlRecord(each, wish)), XML_END].join('');
		return { name: `${name}.xml`, text, records: links.length, more };
	}

	async toSign(wish: FileWish, watch: RecordsWatch): Promise<RecordsToSign> {
		const { links, more } = await this.#part(wish, watch);
		const business = await this.#workspace.live<Business>('business', businessId(this.#id));
		const records = links.map((each, at) => ({ ...loneRecord(each, wish), name: loneName(each, wish.part * MOST_RECORDS + at + 1) }));
		return { timeZone: business?.timeZone ?? '', records, more };
	}

	async #part({ device, from, to, part }: FileWish, watch: RecordsWatch): Promise<{ links: Linked[]; name: string; more: boolean }> {
		const all = (await this.#gather(watch)).chains.get(device)?.links ?? [];
		const files = filesOf(all.filter(({ record: { at } }) => at.slice(0, 10) >= from && at.slice(0, 10) <= to));
		const links = files[part];
		if (!links) throw new Refused({ code: 'not-found' });
		const { nif } = links.at(-1)!.record.id;
		const name = ['registros', nif, device.slice(0, 8), from, to, ...(files.length > 1 ? [String(part + 1)] : [])].join('_');
		return { links, name, more: part + 1 < files.length };
	}

	async check(file: Blob, watch: RecordsWatch): Promise<Verified> {
		const { chains } = await this.#gather(watch);
		const known = new Map<string, Set<string>>();
		for (const { record, huella } of [...chains.values()].flatMap(({ links }) => links)) {
			const key = keyOf(record.kind, record.id.nif, record.id.number, record.id.date);
			known.set(key, (known.get(key) ?? new Set()).add(huella));
		}
		try {
			return await verifyRecords(watched(readRecords(file), watch), known);
		} catch (cause) {
			if (cause instanceof NoRecords) throw new Refused({ code: 'invalid', field: 'file', detail: 'no-records' });
			throw cause;
		}
	}

	/** All that was issued with a record, by the device that did; as long as nothing was written since. */
	async #gather(watch: RecordsWatch): Promise<Gathered> {
		const step = this.#workspace.step;
		if (this.#gathered?.step === step) return this.#gathered;
		const { head } = this.#workspace.books;
		const found: Found = { chains: new Map(), brought: 0, sealed: 0, issued: new Map() };
		const seen = new Set<string>();
		const refusals = new Set(this.#workspace.refusals.filter(({ flagged }) => !flagged).map(({ opId, n }) => `${n}/${opId}`));
		const voids = new Set(head.voids);
		for (let from = 0; from < head.log.n; from += SLICE) {
			for (const entry of await readSlice(this.#home, from, Math.min(from + SLICE, head.log.n), voids)) take(entry, found, seen, refusals);
			if (!(await watch(from / head.log.n))) throw new Refused(CANCELLED);
		}
		for (const entry of await readWaiting(this.#home, head)) take(entry, found, seen, refusals);
		const chains: Gathered['chains'] = new Map();
		for (const [device, { records, ...chain }] of found.chains) {
			const links: Linked[] = [];
			for await (const each of chained(records)) links.push(each);
			chains.set(device, { links, ...chain });
		}
		const { brought, sealed } = found;
		return (this.#gathered = { brought, sealed, step, chains });
	}
}

/** A record is in its device's chain whether the books took what made it or not: it was made, and its code may be with the client. */
function take({ n, by, standing, operations }: TrailEntry, found: Found, seen: Set<string>, refusals: ReadonlySet<string>): void {
	if (standing === 'sealed') found.sealed++;
	if (standing !== 'taken' && standing !== 'waiting') return;
	for (const { type, action, body, opId, recordId, at } of operations) {
		const id = toHex(opId);
		// Sent again after a branch of the log was given up, it counts once.
		if ((type !== 'issued' && type !== 'fact') || action !== 'put' || seen.has(id)) continue;
		seen.add(id);
		const isRefused = refusals.has(`${n}/${id}`);
		const said = readBody(body);
		const record =
			said && (type === 'fact' ? annulled(toHex(recordId), said, found) : issued([toHex(recordId), id], said, found, isRefused));
		if (!record) continue;
		if (!isMadeHere(record, at)) {
			if (record.kind === 'issue') found.brought++;
			continue;
		}
		const chain = found.chains.get(by) ?? { records: [], refused: [], kept: [], waiting: 0 };
		found.chains.set(by, chain);
		chain.records.push(record);
		if (standing === 'waiting') chain.waiting++;
		if (isRefused) (record.kind === 'issue' ? chain.refused : chain.kept).push(record.id.number);
	}
}

/** @param ids of the draft, and of the operation: a draft that was issued twice has its second document under that one */
function issued(ids: readonly [string, string], said: object, { issued: known }: Found, isRefused: boolean): BillingRecord | undefined {
	const made = issueOf(said as IssuedDocument);
	const id = ids.find((each) => !known.has(each));
	if (made && id && !isRefused) known.set(id, { record: { id: made.record.id, issuer: made.record.issuer }, timeZone: made.timeZone });
	return made?.record;
}

function annulled(id: string, said: object, { issued: known }: Found): BillingRecord | undefined {
	return (said as Voided).kind === 'voided' ? annulmentOf(said as Voided, known.get(id)) : undefined;
}

function readBody(body: Uint8Array): object | undefined {
	try {
		return decodeFrozen<object>(body);
	} catch {
		return undefined;
	}
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

/** In the order of the chain, whatever sorts them. @param place counted from 1 */
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
