/** The series that a new document of a kind is numbered in; one is made where there is none. */
import { documentSeries } from '../business/presets.ts';
import type { Result, WorkerApi } from '../worker-api.ts';
import type { DocumentType } from './document.ts';
import { patternsCollide } from './numbering.ts';
import { seriesToUse, type Series } from './series.ts';

export async function seriesOfKind(
	api: Pick<WorkerApi, 'list' | 'business' | 'newId' | 'save'>,
	type: DocumentType
): Promise<Result<string | undefined>> {
	const list = await api.list('series');
	if (!list.ok) return list;
	const found = seriesToUse(list.value.rows.filter((row) => row.type === type));
	if (found || type === 'invoice') return { ok: true, value: found?.id };
	const business = await api.business();
	if (!business.ok) return business;
	const own = list.value.rows.find((row) => row.type === 'invoice');
	const yearly = own ? /\{YY(YY)?\}/.test(own.pattern) : true;
	const series = freeSeries(documentSeries(type, business.value.value.language, yearly), list.value.rows);
	for (const id of [await firstSeriesId(type), await api.newId()]) {
		const saved = await api.save('series', id, series);
		// One that was erased for good makes room for another.
		if (saved.ok || saved.error.code !== 'invalid') return saved.ok ? { ok: true, value: id } : saved;
	}
	return { ok: true, value: undefined };
}

/** The same on every device: two that have not heard of each other make one series, whose numbers one of them gives. */
async function firstSeriesId(type: DocumentType): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`waxbill/series/${type}`));
	return [...new Uint8Array(hash).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** With a pattern whose numbers meet no other's: a letter before it where its own is taken; without one where all of them are. */
export function freeSeries(model: Series, others: readonly Pick<Series, 'pattern'>[]): Series {
	const rest = model.yearly ? '{YYYY}-{0000}' : '-{0000}';
	const letters = [...'BCDEGHJKLMNPQRSTUVWXYZ'];
	const tried = [model.pattern, ...letters.map((letter) => letter + rest), ...letters.map((letter) => letter + model.pattern)];
	const isFree = (pattern: string) => pattern !== '' && !others.some((other) => patternsCollide(other.pattern, pattern));
	return { ...model, pattern: tried.find(isFree) ?? '' };
}
