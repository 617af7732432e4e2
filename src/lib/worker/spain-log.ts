/** What the log tells of Spain's records and events: by device, in that device's own order. Read at once, never kept. */
import type { IssuedDocument } from '../documents/document.ts';
import { chained, type Linked } from '../spain/chain.ts';
import { eventChain, type EventChain, type Step } from '../spain/events/chain.ts';
import type { StatedEvent } from '../spain/events/event.ts';
import { readSystemEvent } from '../spain/events/records.ts';
import type { BillingRecord } from '../spain/record.ts';
import { toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import { decodeFrozen } from '../workspace/json.ts';
import { readSlice, readWaiting, SLICE, type TrailEntry } from '../workspace/trail/entries.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RecordsWatch } from '../spain/api.ts';
import { Refused } from './results.ts';
import { annulmentOf, isMadeHere, issueOf, type Issued, type Voided } from './spain-made.ts';

export interface DeviceChain {
	links: Linked[];
	/** Numbers of invoices that were issued, and of those that were annulled, and that the books did not take. */
	refused: string[];
	kept: string[];
	/** Records that are not in the shared log yet. */
	waiting: number;
}

export interface SpainLog {
	/** Of devices that made records. */
	chains: Map<string, DeviceChain>;
	/** Of devices that made records or wrote events. */
	events: Map<string, EventChain>;
	brought: number;
	sealed: number;
}

interface Chain {
	/** Records and events as they came. */
	steps: ({ record: BillingRecord } | { event: StatedEvent })[];
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

export const CANCELLED = { code: 'invalid', field: 'records', detail: 'cancelled' } as const;

/** @throws Refused where the watch stops it */
export async function readSpainLog(workspace: Workspace, home: WorkspaceHome, watch: RecordsWatch): Promise<SpainLog> {
	const { head } = workspace.books;
	const found: Found = { chains: new Map(), brought: 0, sealed: 0, issued: new Map() };
	const seen = new Set<string>();
	const refusals = new Set(workspace.refusals.filter(({ flagged }) => !flagged).map(({ opId, n }) => `${n}/${opId}`));
	const voids = new Set(head.voids);
	for (let from = 0; from < head.log.n; from += SLICE) {
		for (const entry of await readSlice(home, from, Math.min(from + SLICE, head.log.n), voids)) take(entry, found, seen, refusals);
		if (!(await watch(from / head.log.n))) throw new Refused(CANCELLED);
	}
	for (const entry of await readWaiting(home, head)) take(entry, found, seen, refusals);
	const { brought, sealed } = found;
	const log: SpainLog = { chains: new Map(), events: new Map(), brought, sealed };
	for (const [device, { steps, ...chain }] of found.chains) {
		const links: Linked[] = [];
		for await (const each of chained(steps.flatMap((step) => ('record' in step ? step.record : [])))) links.push(each);
		if (links.length > 0) log.chains.set(device, { links, ...chain });
		let place = 0;
		const linked = steps.map((step): Step => ('event' in step ? step : { record: links[place++]! }));
		log.events.set(device, await eventChain(linked, { device }));
	}
	return log;
}

/** A record is in its device's chain whether the books took what made it or not: it was made, and its code may be with the client. */
function take({ n, by, standing, operations }: TrailEntry, found: Found, seen: Set<string>, refusals: ReadonlySet<string>): void {
	if (standing === 'sealed') found.sealed++;
	if (standing !== 'taken' && standing !== 'waiting') return;
	for (const { type, action, body, opId, recordId, at } of operations) {
		const id = toHex(opId);
		const tells = type === 'issued' || type === 'fact' || type === 'system-event';
		// Sent again after a branch of the log was given up, it counts once.
		if (!tells || action !== 'put' || seen.has(id)) continue;
		seen.add(id);
		if (type === 'system-event') {
			const event = refusals.has(`${n}/${id}`) ? undefined : readSystemEvent(body);
			if (event) chainOf(by, found).steps.push({ event });
			continue;
		}
		const isRefused = refusals.has(`${n}/${id}`);
		const said = readBody(body);
		const record =
			said && (type === 'fact' ? annulled(toHex(recordId), said, found) : issued([toHex(recordId), id], said, found, isRefused));
		if (!record) continue;
		if (!isMadeHere(record, at)) {
			if (record.kind === 'issue') found.brought++;
			continue;
		}
		const chain = chainOf(by, found);
		chain.steps.push({ record });
		if (standing === 'waiting') chain.waiting++;
		if (isRefused) (record.kind === 'issue' ? chain.refused : chain.kept).push(record.id.number);
	}
}

function chainOf(device: string, { chains }: Found): Chain {
	const chain = chains.get(device) ?? { steps: [], refused: [], kept: [], waiting: 0 };
	chains.set(device, chain);
	return chain;
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
