/**
 * The draft on the desk: its content, what it comes to, what is missing, and the commands of the editor. Components draw it and bind their
 * fields to `content`; whatever changes there is saved by itself.
 */
import { createContext, onDestroy, untrack } from 'svelte';
import { useBooks } from '../../books.svelte.ts';
import type { Business } from '../../business/business.ts';
import { presetsIn } from '../../business/tax-words.ts';
import type { Party } from '../../parties/party.ts';
import type { AppError, Change, IssueBlocker, Result, SeriesRow } from '../../worker-api.ts';
import { dateIn } from '../dates.ts';
import { defaultsFor, followingDueDate, newDraft, withDefaults } from '../defaults.ts';
import type { DocumentContent, DocumentLine, DocumentType, LineTax } from '../document.ts';
import { issueBlockers } from '../issue-check.ts';
import { prepaidFindings } from '../issue-check/prepaid.ts';
import { duplicateLine, fillFromItem, insertLine, isBlankLine, moveLine, newLine, removeLine } from '../lines.ts';
import { inOrder } from '../order.ts';
import { kindOf } from '../kinds.ts';
import { seriesOfKind } from '../series-of-kind.ts';
import type { Series } from '../series.ts';
import { provisionalTotals } from '../totals-now.ts';
import { unsavedText } from '../../editing/unsaved-text.ts';
import { LiveRecord } from '../../editing/live-record.svelte.ts';
import { assign } from '../../editing/merge.ts';
import { Autosave } from './autosave.svelte.ts';
import { storable } from './storable.ts';

export const [useDraft, provideDraft] = createContext<DocumentDraft>();

export class DocumentDraft {
	readonly id: string;
	readonly autosave: Autosave;
	phase = $state<'loading' | 'ready' | 'missing' | 'issued'>('loading');
	/** Why it could not be opened. */
	missing = $state.raw<AppError | undefined>();
	business = $state.raw<Business | undefined>();
	party = $state.raw<Party | undefined>();
	#everySeries = $state.raw<SeriesRow[]>([]);
	/** Fields holding text that is no number, by line id or field name: the content has their last readable value. */
	unreadable: Record<string, boolean> = $state({});
	/** After the first look at what is missing, fields say it as one types. */
	reviewed = $state(false);
	#content = $state<DocumentContent | undefined>();
	/** What is on the screen as it came there: no change of the user's. */
	#untouched = '';
	#seriesRecord = $state.raw<Series | undefined>();
	readonly #books = useBooks();
	/** The draft as it is stored, which others may have open too. */
	readonly live: LiveRecord<'draft'> = new LiveRecord(this.#books.api, 'draft', {
		shown: () => this.#content && this.copy(),
		toSave: () => this.#content && storable(this.copy(), this.live.known),
		show: (content, isSaved) => this.#show(content, isSaved),
		isPending: () => this.autosave.pending,
		arrived: (content) => {
			this.autosave.settle();
			void this.#begin(content);
		},
		closed: () => void this.#closed()
	});

	/** Those that number documents of this kind. */
	readonly series = $derived(this.#everySeries.filter(({ type }) => type === (this.#content?.type ?? 'invoice')));
	/** A plain copy of the content. */
	readonly plain = $derived(this.#content && this.copy());
	/** In the document's language. */
	readonly taxPresets = $derived(this.business && this.#content ? presetsIn(this.business, this.#content.language) : []);
	readonly totals = $derived(this.plain && provisionalTotals(this.plain));
	readonly today = $derived(dateIn(this.business?.timeZone ?? ''));
	readonly lines: DocumentLine[] = $derived(this.#content ? inOrder(this.#content.lines) : []);
	readonly findings: IssueBlocker[] = $derived(
		this.reviewed && this.plain && this.business ? issueBlockers(this.plain, this.party, this.business, this.#seriesRecord, this.today) : []
	);

	/** What payments of the client have left to give, where something is typed as paid already. */
	#credit = $state.raw(0n);
	/** A deposit that would count twice is said at once, not only when the document is looked over. */
	readonly doubledDeposit: IssueBlocker | undefined = $derived(this.plain && prepaidFindings(this.plain, this.#credit)[0]);

	/** @param fresh kind of the document, where there is no draft under the id yet */
	constructor(id: string, fresh: DocumentType | undefined) {
		this.id = id;
		this.autosave = new Autosave(() => this.#store());
		void this.#open(fresh);
		$effect(() => {
			const { plain } = this;
			untrack(() => {
				if (plain && JSON.stringify(plain) !== this.#untouched) this.autosave.changed();
			});
		});
		$effect(() => {
			void [this.#content?.partyId, this.#content?.currency, Boolean(this.#content?.prepaid)];
			untrack(() => void this.#readCredit());
		});
		$effect(() => {
			if (this.autosave.state === 'saved') queueMicrotask(() => this.live.catchUp());
		});
		onDestroy(this.#books.onChange((change) => void this.#heard(change)));
		onDestroy(this.#books.beforeClose(() => this.autosave.flush().finally(() => this.live.leave())));
		onDestroy(() => void this.autosave.flush().then(() => this.live.close()));
	}

	/** Once `phase` is ready. Edited in place. */
	get content(): DocumentContent {
		return this.#content as DocumentContent;
	}

	/** A plain copy made now, also when nothing is drawn any more. */
	copy(): DocumentContent {
		return $state.snapshot(this.#content) as DocumentContent;
	}

	/** What is on the screen and not saved. */
	unsavedText(): string {
		return this.live.isDirty ? unsavedText(this.live.known, this.copy()) : '';
	}

	/** What is wrong at a field, once the document was looked over. */
	errorAt(path: string): IssueBlocker | undefined {
		return this.findings.find((finding) => finding.level === 'error' && finding.field === path);
	}

	async setParty(id: string): Promise<Result<Party>> {
		const result = await this.#books.api.get('party', id);
		if (!result.ok || !this.business) return result;
		const { type } = this.content;
		const before = defaultsFor(this.business, this.party, type);
		this.#content = withDefaults({ ...this.copy(), partyId: id }, before, defaultsFor(this.business, result.value, type));
		this.party = result.value;
		return result;
	}

	clearParty(): void {
		delete this.content.partyId;
		this.party = undefined;
	}

	setIssueDate(date: string): void {
		const terms = this.business ? defaultsFor(this.business, this.party, this.content.type).termsDays : 0;
		if (!this.content.preceding) this.content.dueDate = followingDueDate(this.content, terms, date, terms);
		this.content.issueDate = date;
	}

	setSeries(id: string): void {
		this.content.seriesId = id;
		void this.#readSeries();
	}

	/** Adds an empty line after the one named, or at the end; answers its id. */
	addLine(afterId?: string): string {
		const taxes = this.#usualTaxes(this.content.type);
		const line = newLine({ taxes: this.content.lines.find((entry) => entry.id === afterId)?.taxes ?? taxes }, this.copy().lines);
		this.content.lines = insertLine(this.copy().lines, line, afterId);
		return line.id;
	}

	moveLine(id: string, by: number): void {
		this.content.lines = moveLine(this.copy().lines, id, by);
	}

	duplicateLine(id: string): void {
		this.content.lines = duplicateLine(this.copy().lines, id);
	}

	/** Answers the way to bring it back. */
	removeLine(id: string): () => void {
		const line = this.copy().lines.find((entry) => entry.id === id);
		this.content.lines = removeLine(this.copy().lines, id);
		return () => {
			if (line) this.content.lines = inOrder([...this.copy().lines, line]);
		};
	}

	async fillLine(id: string, itemId: string): Promise<void> {
		const result = await this.#books.api.get('item', itemId);
		if (!result.ok) return;
		const context = { currency: this.content.currency, presets: this.taxPresets };
		this.content.lines = this.copy().lines.map((line) => (line.id === id ? fillFromItem(line, itemId, result.value, context) : line));
	}

	/** Ready to be looked over: blank lines are gone and everything is durable. */
	async prepareReview(): Promise<boolean> {
		const written = this.copy().lines.filter((line) => !isBlankLine(line));
		if (written.length > 0 && written.length < this.content.lines.length) this.content.lines = written;
		this.reviewed = true;
		// The effect that sees the change runs later; what was just taken out must be stored too.
		this.autosave.changed();
		return this.autosave.flush();
	}

	async #open(fresh: DocumentType | undefined): Promise<void> {
		const { api } = this.#books;
		const [business, draft, series] = await Promise.all([api.business(), this.live.open(this.id), api.list('series')]);
		if (business.ok) this.business = business.value.value;
		if (series.ok) this.#everySeries = series.value.rows;
		if (draft.ok && draft.value) {
			this.autosave.settle();
			await this.#begin(draft.value);
		} else if (draft.ok && fresh && this.business) {
			const own = await seriesOfKind(api, fresh);
			if (own.ok && !this.#everySeries.some((row) => row.id === own.value)) await this.#readEverySeries();
			const content = newDraft(this.business, this.today, own.ok ? own.value : undefined, fresh);
			await this.#begin({ ...content, lines: [newLine({ taxes: this.#usualTaxes(fresh) })] });
		} else {
			this.missing = draft.ok ? { code: 'not-found' } : draft.error;
			this.phase = (await api.document(this.id)).ok ? 'issued' : 'missing';
		}
	}

	async #begin(content: DocumentContent): Promise<void> {
		this.#content = content;
		// An empty draft is not worth keeping: the first change saves it.
		this.live.settle();
		this.#untouched = JSON.stringify(this.copy());
		await Promise.all([this.#readParty(), this.#readSeries()]);
		this.phase = 'ready';
	}

	#show(content: DocumentContent, isSaved: boolean): void {
		const { partyId, seriesId } = this.content;
		assign(this.content, content);
		this.#untouched = isSaved ? JSON.stringify(this.copy()) : '';
		// An empty draft that was just begun here, and that another device wrote first.
		if (isSaved && this.autosave.state === 'untouched') this.autosave.settle();
		if (content.partyId !== partyId) void this.#readParty();
		if (content.seriesId !== seriesId) void this.#readSeries();
	}

	async #store(): Promise<Result<void>> {
		const result = await this.live.save();
		// What is typed back to what it was before is a change too.
		if (result.ok) this.#untouched = '';
		return result;
	}

	/** The client and the series are records of their own; the draft itself is followed by `live`. */
	async #heard(change: Change): Promise<void> {
		if (this.phase !== 'ready') return;
		if (this.content.partyId && change.ids.includes(this.content.partyId)) await this.#readParty();
		if (change.types.includes('payment')) await this.#readCredit();
		if (change.types.includes('series')) {
			await this.#readEverySeries();
			await this.#readSeries();
		}
	}

	async #readEverySeries(): Promise<void> {
		const series = await this.#books.api.list('series');
		if (series.ok) this.#everySeries = series.value.rows;
	}

	/** What is ordered from a supplier, or only handed over, is not taxed by this business. */
	#usualTaxes(type: DocumentType): LineTax[] {
		return this.business && kindOf(type).priced ? defaultsFor(this.business, this.party, type).taxes : [];
	}

	async #closed(): Promise<void> {
		if (!(await this.#books.api.document(this.id)).ok) return;
		this.autosave.settle();
		this.phase = 'issued';
	}

	async #readParty(): Promise<void> {
		const id = this.#content?.partyId;
		if (!id) return void (this.party = undefined);
		const result = await this.#books.api.get('party', id);
		this.party = result.ok ? result.value : undefined;
	}

	async #readCredit(): Promise<void> {
		const { partyId, currency, prepaid } = this.#content ?? {};
		const where = { partyId: partyId!, currency: currency!, reversed: false };
		const wanted = partyId && prepaid;
		const result = wanted ? await this.#books.api.list('payment', { where, filters: { credit: { from: 1n } } }) : undefined;
		if (this.#content?.partyId !== partyId || this.#content?.currency !== currency) return;
		this.#credit = result?.ok ? result.value.rows.reduce((sum, { credit }) => sum + credit, 0n) : 0n;
	}

	async #readSeries(): Promise<void> {
		const id = this.#content?.seriesId;
		if (!id) return;
		const result = await this.#books.api.get('series', id);
		this.#seriesRecord = result.ok ? result.value : undefined;
	}
}
