/** Turns the sample books into the operations a year of work would have made: every invoice is issued through the same rules as a real one. */
import { sampleBooks } from '../documents/sample/books.ts';
import type { SampleName } from '../documents/sample/names.ts';
import type { Series } from '../documents/series.ts';
import type { Transaction } from '../workspace/transaction.ts';
import { writeSampleDesk } from './sample-desk.ts';
import { writeSampleStatement } from './sample-statement.ts';
import { issueSample, named, newId, paySample, type SampleIssued, type SampleWriting } from './sample-writing.ts';

export async function writeSampleRecords(
	transaction: Transaction,
	seriesId: string,
	series: readonly Series[],
	today: string,
	name: SampleName | undefined
): Promise<void> {
	const { business, parties: clients, items, drafts, invoices, desk } = sampleBooks(today, name);
	const parties = new Map([...clients, ...desk.suppliers]);
	const ids = new Map([...parties.keys(), ...items.map(([key]) => key)].map((key) => [key, newId()]));
	for (const [key, party] of parties) await transaction.putLive('party', ids.get(key)!, party);
	for (const [key, item] of items) await transaction.putLive('item', ids.get(key)!, item);

	const writing: SampleWriting = { transaction, business, today, parties, ids };
	const deposit = await writeSampleDesk(writing, desk, series);
	const issued: SampleIssued[] = [];
	for (const { content, payments, sentAt } of invoices) {
		const { id, document } = await issueSample(writing, seriesId, series[0]!, named(writing, content), sentAt);
		for (const payment of payments) await paySample(writing, id, document, payment);
		issued.push({ id, document, payments: payments.map(({ amount }) => amount) });
	}
	for (const draft of drafts) await transaction.putLive('draft', newId(), { ...named(writing, draft), seriesId });
	await writeSampleStatement(writing, desk.sketch, deposit, issued);
}

export { sampleBooks };
