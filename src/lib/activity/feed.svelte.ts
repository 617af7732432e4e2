/** The list as it is read: page after page from the log's end back, narrowed by its filters, with the differences of what is in view. */
import { onDestroy } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { useBooks } from '../books.svelte.ts';
import type { ChoiceValue, DateValue } from '../listing/filters.ts';
import type { AppError } from '../worker-api.ts';
import type { ActivityEvent, ActivityKind, ActivityPlace, ActivityQuery, EventDetails, Names } from './api.ts';
import { idsIn, namedBy } from './shown.ts';
import { headingOf, minutesOf } from './when.ts';
import { People } from './who.ts';

export interface Filters {
	who?: ChoiceValue;
	kind?: ChoiceValue;
	period?: DateValue;
}

/** Events that are drawn, or left out, together. */
export interface Chunk {
	key: string;
	/** Under the heading of their day; the first goes on with the day of the chunk before where it has none. */
	days: { heading: string | undefined; events: ActivityEvent[] }[];
}

const CHUNK = 30;

export class ActivityFeed {
	chunks = $state.raw<readonly Chunk[]>([]);
	people = $state.raw(new People([]));
	filters = $state.raw<Filters>({});
	loading = $state(true);
	/** Of the log, while it is read. */
	fraction = $state(0);
	stopped = $state(false);
	error = $state.raw<AppError | undefined>();
	/** Something was done since. */
	stale = $state(false);
	readonly details = new SvelteMap<string, EventDetails>();
	readonly names = new SvelteMap<string, string>();
	/** Keys of those whose fields are all shown. */
	readonly opened = new SvelteSet<string>();
	readonly #api = useBooks().api;
	/** Not looked at by any screen. */
	#asked: Record<string, true> = {};
	#next = $state.raw<ActivityPlace | undefined>();
	#turn = 0;
	#lastHeading = '';

	constructor() {
		onDestroy(useBooks().onChange(() => (this.stale = true)));
		onDestroy(() => this.#turn++);
		void this.begin();
	}

	get hasMore(): boolean {
		return this.#next !== undefined;
	}

	get isEmpty(): boolean {
		return this.chunks.length === 0;
	}

	get isNarrowed(): boolean {
		return Object.values(this.filters).some((value) => value !== undefined);
	}

	/** Made once for all rows. */
	readonly allNames: Names = $derived(Object.fromEntries(this.names));

	narrow(filters: Filters): void {
		this.filters = filters;
		void this.begin();
	}

	async begin(): Promise<void> {
		this.chunks = [];
		this.#lastHeading = '';
		this.#next = undefined;
		this.stale = false;
		// What was open may have gone on since.
		this.#asked = {};
		this.details.clear();
		const people = await this.#api.activityPeople();
		if (people.ok) this.people = new People(people.value);
		await this.#read(undefined);
	}

	more(): void {
		if (this.#next && !this.loading) void this.#read(this.#next);
	}

	stop(): void {
		this.stopped = true;
	}

	get query(): ActivityQuery {
		const { who, kind, period } = this.filters;
		const chosen = who?.chosen ?? [];
		const devices = this.people.choices.filter(({ value }) => chosen.includes(value)).flatMap((each) => each.devices);
		return {
			...(chosen.length > 0 && { devices }),
			...(kind && kind.chosen.length > 0 && { kinds: kind.chosen as ActivityKind[] }),
			...(period && minutesOf(period))
		};
	}

	async #read(after: ActivityPlace | undefined): Promise<void> {
		const turn = ++this.#turn;
		this.loading = true;
		this.stopped = false;
		this.fraction = 0;
		const result = await this.#api.activity({ ...this.query, ...(after && { after }) }, (fraction) => {
			if (turn !== this.#turn) return false;
			this.fraction = fraction;
			return !this.stopped;
		});
		if (turn !== this.#turn) return;
		this.error = result.ok ? undefined : result.error;
		if (result.ok) {
			this.#append(result.value.events);
			this.#next = result.value.next;
		}
		this.loading = false;
	}

	#append(events: readonly ActivityEvent[]): void {
		const chunks: Chunk[] = [];
		for (let at = 0; at < events.length; at += CHUNK) {
			const some = events.slice(at, at + CHUNK);
			const days: Chunk['days'] = [];
			for (const event of some) {
				const heading = headingOf(event);
				const isNew = heading !== this.#lastHeading;
				if (isNew || days.length === 0) days.push({ heading: isNew ? heading : undefined, events: [] });
				days.at(-1)!.events.push(event);
				this.#lastHeading = heading;
			}
			chunks.push({ key: some[0]!.key, days });
		}
		this.chunks = [...this.chunks, ...chunks];
		void this.#learn(events.flatMap(({ act }) => namedBy(act)));
	}

	/** The differences of events that come into view. */
	async look(chunk: Chunk): Promise<void> {
		const wanted = chunk.days
			.flatMap(({ events }) => events)
			.filter(({ act, key, record }) => act.what === 'edited' && record && !this.#asked[key]);
		if (wanted.length === 0) return;
		for (const { key } of wanted) this.#asked[key] = true;
		const result = await this.#api.activityDetails(wanted);
		if (!result.ok) return;
		const ids = wanted.flatMap(({ key, record }) => {
			const details = result.value[key];
			return details ? idsIn(record!.type, details) : [];
		});
		await this.#learn(ids);
		for (const [key, details] of Object.entries(result.value)) this.details.set(key, details);
	}

	async #learn(ids: readonly string[]): Promise<void> {
		const unknown = ids.filter((id, at) => !this.names.has(id) && ids.indexOf(id) === at);
		if (unknown.length === 0) return;
		const result = await this.#api.activityNames(unknown);
		if (result.ok) for (const [id, name] of Object.entries(result.value)) this.names.set(id, name);
	}
}
