/**
 * Answers to what the screens asked last, kept sealed for the next start: they show before the lists are read. An answer is good for the very state
 * of the books it was given at, and until a date in the books makes it read differently.
 */
import type { ListPage, ListQuery, RowType } from '../worker-api.ts';
import { canonicalJson } from '../workspace/json.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Milliseconds without another answer before they are written. */
const QUIET = 1500;
const MOST_ANSWERS = 8;
/** Of the page they share. */
const MOST_CHARACTERS = 48 * 1024;
/** More do not fit, and to find that out would take the longer the more there are. */
const MOST_ROWS = 500;

interface Kept {
	page: unknown;
	/** Of the books. */
	step: number;
	/** First and last day on which it reads so; without a last it does for ever. */
	from: string;
	to?: string | undefined;
}

export class FirstAnswers {
	readonly #workspace: Workspace;
	/** Newest last. */
	readonly #answers = new Map<string, Kept>();
	#stored: Promise<Record<string, Kept> | undefined> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#written = '';

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async find<T extends RowType>(type: T, query: ListQuery<T>, today: string): Promise<ListPage<T> | undefined> {
		const key = keyOf(type, query);
		if (!key) return undefined;
		this.#stored ??= this.#workspace.readFirst<Record<string, Kept>>().catch(() => undefined);
		const kept = (await this.#stored)?.[key];
		const isGood = kept && kept.step === this.#workspace.step && kept.from <= today && (kept.to === undefined || today <= kept.to);
		return isGood ? (kept.page as ListPage<T>) : undefined;
	}

	keep<T extends RowType>(type: T, query: ListQuery<T>, page: ListPage<T>, days: () => Pick<Kept, 'from' | 'to'>): void {
		const key = keyOf(type, query);
		if (!key || page.rows.length > MOST_ROWS) return;
		this.#answers.delete(key);
		this.#answers.set(key, { page, step: this.#workspace.step, ...days() });
		for (const oldest of [...this.#answers.keys()].slice(0, -MOST_ANSWERS)) this.#answers.delete(oldest);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.write().catch(() => {}), QUIET);
	}

	/** The newest that fit, unless these are there already. */
	async write(): Promise<void> {
		const chosen: Record<string, Kept> = {};
		let size = 0;
		for (const [key, kept] of [...this.#answers].reverse()) {
			if (kept.step !== this.#workspace.step) continue;
			const length = canonicalJson(kept).length + key.length;
			if (size + length > MOST_CHARACTERS) continue;
			chosen[key] = kept;
			size += length;
		}
		const text = canonicalJson(chosen);
		if (size === 0 || text === this.#written) return;
		await this.#workspace.keepFirst(chosen);
		this.#written = text;
	}
}

/** Undefined for what is not asked at a start: searches, and pages further down. */
function keyOf<T extends RowType>(type: T, { search, offset, channel: _, ...query }: ListQuery<T>): string | undefined {
	return search || offset ? undefined : canonicalJson([type, query]);
}
