/** Who did what in the open books. Loaded when first asked for; keeps in memory where each record is spoken of. */
import type {
	ActivityEvent,
	ActivityPage,
	ActivityPlace,
	ActivityQuery,
	EventDetails,
	Names,
	Person,
	RecordHistory
} from '../activity/api.ts';
import { commentEvents, eventsOf, factEvent, kindsOf, linkEvents, sittingEvent, type EventBooks } from '../activity/events.ts';
import { recordName } from '../activity/record-names.ts';
import type { Business } from '../business/business.ts';
import { deviceNames } from '../devices/names.ts';
import { deviceRecordId } from '../devices/records.ts';
import type { AnyFact } from '../documents/facts.ts';
import { memberRecordId } from '../team/records.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import type { WorkspaceHome } from '../workspace/home.ts';
import type { RefusalReason } from '../workspace/registry.ts';
import { seriesTag } from '../workspace/transaction.ts';
import { readPlaces, readSlice, readWaiting, SLICE, type TrailEntry } from '../workspace/trail/entries.ts';
import { RecordPositions } from '../workspace/trail/positions.ts';
import { recordTrail, type Sitting } from '../workspace/trail/record-trail.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { commentRows } from './comment-commands.ts';
import { linkRows } from './link-rows.ts';
import { peopleNames } from './people.ts';
import { businessId } from './registry.ts';

/** Events after which a page ends, with the slice they are in. */
const ENOUGH = 60;
/** Events of one record that are shown. */
const MOST_OF_RECORD = 200;
/** Trails that are remembered: a page asks for the same records again and again. */
const MOST_TRAILS = 64;

export class ActivityHost {
	readonly #workspace: Workspace;
	readonly #home: WorkspaceHome;
	readonly #id: string;
	readonly #positions: RecordPositions;
	#trails = new Map<string, readonly Sitting[]>();
	/** Of what the trails were made from. */
	#step = -1;

	constructor(workspace: Workspace, home: WorkspaceHome, id: string) {
		[this.#workspace, this.#home, this.#id] = [workspace, home, id];
		this.#positions = new RecordPositions(home);
	}

	async page(query: ActivityQuery, watch: (fraction: number) => boolean | Promise<boolean>): Promise<ActivityPage> {
		const { log } = this.#head;
		const books = await this.#eventBooks();
		const events: ActivityEvent[] = [];
		let place: ActivityPlace = query.after ?? { n: Infinity };
		/** The newest, while nothing has said a time. */
		const undated: ActivityEvent[] = [];
		const take = (entries: readonly TrailEntry[], n: number) => {
			let { before } = place;
			for (const event of eventsOf(entries, books)) {
				if (event.at === undefined && before !== undefined) event.before = before;
				else if (event.at === undefined) undated.push(event);
				else for (const each of undated.splice(0)) each.after = event.at;
				before = event.at ?? before;
				if (fits(event, query)) events.push(event);
			}
			place = { n, ...(before !== undefined && { before }) };
		};
		if (place.n > log.n) take(await readWaiting(this.#home, this.#head), log.n);
		const voids = new Set(this.#head.voids);
		const wanted = (by: string) => query.devices?.includes(by) ?? true;
		while (place.n > 0 && events.length < ENOUGH) {
			const from = Math.floor((place.n - 1) / SLICE) * SLICE;
			take(await readSlice(this.#home, from, place.n, voids, wanted), from);
			if (!(await watch(1 - from / log.n))) break;
		}
		return { events, ...(place.n > 0 && { next: place }) };
	}

	async details(events: readonly Pick<ActivityEvent, 'key' | 'first' | 'record'>[]): Promise<Record<string, EventDetails>> {
		const found: Record<string, EventDetails> = {};
		for (const { key, first, record } of events) {
			if (!record) continue;
			const sitting = (await this.#trail(record.id)).find((each) => each.first === first && each.value);
			const details = sitting && detailsOf(sitting);
			if (details) found[key] = details;
		}
		return found;
	}

	async history(id: string): Promise<RecordHistory> {
		const trail = await this.#trail(id);
		const books = await this.#eventBooks();
		const events: RecordHistory['events'] = trail.map((sitting, index) => {
			const details = detailsOf(sitting);
			// One entry may do the same to it twice.
			return { ...sittingEvent(sitting, books.nameOf(id, sitting.type)), key: `${sitting.first}/${index}`, ...(details && { details }) };
		});
		events.push(...(await this.#written(id, trail, books)), ...(await this.#comments(id, books)));
		// Of one entry the later comes first, too.
		events.reverse().sort((a, b) => b.last - a.last || b.first - a.first);
		return { events: events.slice(0, MOST_OF_RECORD), more: Math.max(0, events.length - MOST_OF_RECORD) };
	}

	async people(): Promise<Person[]> {
		const { membership } = this.#workspace;
		const names = await deviceNames(this.#workspace);
		const members = await peopleNames(this.#workspace);
		const me = membership?.devices.get(this.#workspace.device)?.member;
		const people = new Map<string, Person>();
		for (const [id, { member, kind }] of membership?.devices ?? []) {
			const person = people.get(member) ?? { member, isMe: member === me, name: members.get(member) ?? '', devices: [] };
			person.devices.push({ id, name: names.get(id) ?? '', isThis: id === this.#workspace.device, isRecovery: kind === 'recovery' });
			people.set(member, person);
		}
		return [...people.values()].sort((a, b) => Number(b.isMe) - Number(a.isMe));
	}

	async names(ids: readonly string[]): Promise<Names> {
		const found: Names = {};
		const business = await this.#workspace.live<Business>('business', businessId(this.#id));
		const series = [...this.#workspace.list('series').values()] as { id: string; name: string }[];
		const members = await peopleNames(this.#workspace);
		for (const id of ids) {
			const rows = ['party', 'project', 'task'].map((list) => this.#workspace.list(list).get(id) as { name: string } | undefined);
			const name =
				rows.find((row) => row !== undefined)?.name ??
				series.find((each) => each.id === id || toHex(seriesTag(fromHex(this.#id), each.id)) === id)?.name ??
				business?.taxPresets.find((each) => each.id === id)?.label ??
				members.get(id);
			if (name) found[id] = name;
		}
		return found;
	}

	get #head() {
		return this.#workspace.books.head;
	}

	async #eventBooks(): Promise<EventBooks> {
		const { membership } = this.#workspace;
		const names = await deviceNames(this.#workspace);
		const members = await peopleNames(this.#workspace);
		const others = new Map([
			...[...names].map(([device, name]) => [deviceRecordId(device), name] as const),
			...[...members].map(([member, name]) => [memberRecordId(member), name] as const)
		]);
		return {
			registry: this.#home.registry,
			membership,
			refusals: this.#refusals,
			nameOf: (id, type) => recordName(this.#workspace, others, id, type)
		};
	}

	get #refusals(): ReadonlyMap<string, RefusalReason> {
		const refused = this.#workspace.refusals.filter(({ flagged }) => !flagged);
		return new Map(refused.map(({ n, recordId, opId, reason }) => [`${n}/${opId ?? recordId}`, reason]));
	}

	async #trail(id: string): Promise<readonly Sitting[]> {
		if (this.#step !== this.#workspace.step) {
			this.#trails.clear();
			this.#step = this.#workspace.step;
		}
		const known = this.#trails.get(id);
		if (known) return known;
		await this.#positions.follow(this.#head);
		const waiting = await readWaiting(this.#home, this.#head);
		const entries = await readPlaces(this.#home, this.#positions.of(id), new Set(this.#head.voids));
		const trail = recordTrail(id, [...entries, ...waiting], this.#home.registry, this.#refusals);
		this.#trails.set(id, trail);
		if (this.#trails.size > MOST_TRAILS) this.#trails.delete(this.#trails.keys().next().value!);
		return trail;
	}

	/** What members said of it and have not deleted. */
	async #comments(id: string, { nameOf }: EventBooks): Promise<ActivityEvent[]> {
		const events: ActivityEvent[] = [];
		for (const row of await commentRows(this.#workspace, { documentId: id })) {
			const state = await this.#workspace.read(row.id);
			if (state) events.push(...commentEvents(row.id, state, nameOf(row.id, 'comment')));
		}
		for (const row of await linkRows(this.#workspace, { documentId: id })) {
			const state = await this.#workspace.read(row.id);
			if (state) events.push(...linkEvents(row.id, state, nameOf(row.id, 'client-link')));
		}
		return events;
	}

	/** What folds of other records wrote on this one: the other side of money that moved, a credit note. */
	async #written(id: string, trail: readonly Sitting[], { nameOf }: EventBooks): Promise<ActivityEvent[]> {
		const state = await this.#workspace.read(id);
		const stated = new Set(trail.flatMap(({ opId }) => opId ?? []));
		if (!state || OWN_FACTS.has(state.type)) return [];
		return state.facts
			.filter(({ opId }) => !stated.has(opId))
			.map(({ opId, n, by, body }) => ({
				key: `${n}/${opId}`,
				first: n,
				last: n,
				standing: 'taken' as const,
				by,
				saves: 1,
				...factEvent(body as AnyFact),
				record: nameOf(id, 'fact')
			}));
	}
}

/** Their facts are what was said of themselves, which the trail has. */
const OWN_FACTS: ReadonlySet<string> = new Set(['series', 'device', 'member']);

function detailsOf({ act, differences, value }: Sitting): EventDetails | undefined {
	if (act !== 'created' && act !== 'edited' && act !== 'restored') return undefined;
	const { currency } = value ?? {};
	return { act, differences, currency: typeof currency === 'string' ? currency : '' };
}

function fits(event: ActivityEvent, { devices, kinds, from, to }: ActivityQuery): boolean {
	const { by, at, before } = event;
	const when = at ?? before;
	if (devices && !devices.includes(by)) return false;
	if (kinds && !kindsOf(event).some((kind) => kinds.includes(kind))) return false;
	if (when === undefined) return to === undefined;
	return (from === undefined || when >= from) && (to === undefined || when <= to);
}
