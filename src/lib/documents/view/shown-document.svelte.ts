/** An issued invoice on the screen: it never changes, what happened to it does. */
import { onDestroy } from 'svelte';
import { useBooks } from '../../books.svelte.ts';
import { oneAtATime } from '../../ui/one-at-a-time.ts';
import type { Business } from '../../business/business.ts';
import type { AppError, DocumentDetail, Result } from '../../worker-api.ts';
import { dateIn, instantNow } from '../dates.ts';
import type { DocumentFact } from '../document.ts';
import type { EventKind } from '../events.ts';
import type { Enclosure } from '../pdf/archive/enclosure.ts';
import { isInvoice } from '../kinds.ts';
import { duplicateContent } from '../duplicate.ts';
import { verifyAddress } from '../verify-address.ts';
import { seriesToUse } from '../series.ts';

export class ShownDocument {
	detail = $state.raw<DocumentDetail | undefined>();
	/** The address that proves who issued it; undefined where it has none (yet). */
	proof = $state.raw<string | undefined>();
	missing = $state.raw<AppError | undefined>();
	business = $state.raw<Business | undefined>();
	timeZone = $state('');
	readonly today = $derived(dateIn(this.timeZone));
	readonly #books = useBooks();
	readonly #id: string;
	#endPdf = () => {};

	constructor(id: string) {
		this.#id = id;
		void this.#read();
		void this.#books.api.business().then((result) => {
			if (!result.ok) return;
			this.business = result.value.value;
			this.timeZone = result.value.value.timeZone;
		});
		onDestroy(
			this.#books.onChange((change) => {
				if (change.ids.includes(id) || this.detail?.waiting) void this.#read();
			})
		);
		onDestroy(() => this.#endPdf());
	}

	async addFact(fact: DocumentFact): Promise<Result<DocumentDetail>> {
		const result = await this.#books.api.addFact(fact);
		if (result.ok) this.detail = result.value;
		return result;
	}

	/** @param files names of what went along */
	markSent(channel: Extract<DocumentFact, { kind: 'sent' }>['channel'], to: string, files: string[] = []): Promise<Result<DocumentDetail>> {
		const [documentId, recipient] = [this.#id, to.trim()];
		const more = { ...(recipient && { to: recipient }), ...(files.length > 0 && { files }) };
		return this.addFact({ kind: 'sent', documentId, at: instantNow(), channel, ...more });
	}

	/** What the other side answered, or what was done with it. */
	happen(event: EventKind, date: string, said: string): Promise<Result<DocumentDetail>> {
		const documentId = this.#id;
		const text = said.trim();
		if (event === 'voided') return this.addFact({ kind: event, documentId, date, reason: text });
		if (event === 'declined') return this.addFact({ kind: event, documentId, date, ...(text && { reason: text }) });
		return this.addFact({ kind: event, documentId, date, ...(text && { by: text }) });
	}

	reverse(factId: string, reason: string): Promise<Result<DocumentDetail>> {
		return this.addFact({ kind: 'reversed', documentId: this.#id, factId, at: instantNow(), reason: reason.trim() });
	}

	/** Answers the id of the new draft. */
	async duplicate(): Promise<Result<string>> {
		const { api } = this.#books;
		const id = await api.newId();
		const copy = duplicateContent(this.detail!.document.content, this.today);
		const list = await api.list('series');
		const series = list.ok ? list.value.rows.filter(({ type }) => type === copy.type) : [];
		// The one of the original may be another device's to number.
		const same = series.find((row) => row.id === copy.seriesId && row.lease !== 'elsewhere');
		const seriesId = (same ?? seriesToUse(series))?.id;
		const result = await api.save('draft', id, { ...copy, ...(seriesId && { seriesId }) });
		return result.ok ? { ok: true, value: id } : result;
	}

	/** The PDF, made anew each time, with the e-invoice in it where there is one; none while the page may not be handed out. */
	async pdf(enclosure?: Enclosure): Promise<Uint8Array<ArrayBuffer>> {
		await this.#read();
		const { document, held, status } = this.detail!;
		if (held || (isInvoice(document.content.type) && status === 'voided'))
			throw new Error('the page is provisional, or of no invoice any more');
		const [{ makePdf, endPdf }, logo] = await Promise.all([
			import('../pdf/make-pdf.ts'),
			document.seller.logo ? this.#books.api.getBlob(document.seller.logo) : undefined
		]);
		this.#endPdf = endPdf;
		return makePdf(document, logo?.ok ? logo.value : undefined, enclosure, this.proof);
	}

	readonly #read = oneAtATime(async () => {
		const { api } = this.#books;
		const [result, code] = await Promise.all([api.document(this.#id), api.documentCode(this.#id)]);
		this.proof = code.ok ? verifyAddress(code.value) : undefined;
		if (result.ok) this.detail = result.value;
		this.missing = result.ok ? undefined : result.error;
	});
}
