/** One place compared, file after file, as the page shows it. */
import type { Comparer } from './comparer.ts';
import type { Build, Difference, FoundRelease, NotFound, Place } from './questions.ts';

/** Few enough that one sees it move and can stop it. */
const AT_ONCE = 24;

export class Check {
	readonly place: Place;
	found = $state.raw<FoundRelease | NotFound | 'failed'>();
	differences = $state.raw<Difference[]>([]);
	/** 0 to 1 while it goes on. */
	done = $state<number>();
	stopped = $state(false);

	constructor(place: Place) {
		this.place = place;
	}

	async run(comparer: Comparer, build: Build): Promise<void> {
		[this.found, this.differences, this.done, this.stopped] = [undefined, [], 0, false];
		try {
			const found = await comparer.ask('list', { place: this.place, build });
			this.found = found;
			if (typeof found === 'string') return;
			for (let at = 0; at < found.files.length && !this.stopped; at += AT_ONCE) {
				const names = found.files.slice(at, at + AT_ONCE);
				this.differences = [...this.differences, ...(await comparer.ask('compare', { place: this.place, names }))];
				this.done = Math.min(1, (at + AT_ONCE) / found.files.length);
			}
		} catch {
			this.found = 'failed';
		} finally {
			this.done = undefined;
		}
	}
}
