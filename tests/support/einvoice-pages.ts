/** Codes on the page, read back as a phone reads them: what each of them must say is taken from the document, not from the code's own payload. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paymentCodeOf } from '#lib/documents/payment-code/code-of.ts';
import { fiscalCodeOf } from '#lib/documents/pdf/layout/fiscal-code.ts';
import type { DocumentFonts } from '#lib/documents/pdf/paint-pdf.ts';
import { fromIssued, type PrintableDocument } from '#lib/documents/pdf/printable.ts';
import { renderPdf } from '#lib/documents/pdf/render-pdf.ts';
import { amount, amountString } from '#lib/money/amount.ts';
import type { Named } from './einvoice-documents.ts';

type Code = Readonly<Record<string, string>> & { kind: string };

/** @returns how many pages were refused, or say something else than their document. */
export function judgeCodes(judge: string, documents: readonly Named[], fonts: DocumentFonts, out: string): number {
	const folder = join(out, 'codes');
	mkdirSync(folder, { recursive: true });
	const wanted = new Map<string, Code[]>();
	for (const { name, document } of documents) {
		const printable = fromIssued(document);
		const codes = codesOn(printable);
		if (codes.length === 0) continue;
		const file = join(folder, `${name}.pdf`);
		writeFileSync(file, renderPdf(printable, fonts));
		wanted.set(file, codes);
	}
	const { stdout, stderr } = spawnSync(process.execPath, [join(judge, 'bin/qr.mjs'), ...wanted.keys()], {
		encoding: 'utf8',
		maxBuffer: 2 ** 28
	});
	if (stderr) console.error(stderr);
	const read = verdicts(stdout);
	const kinds = new Map<string, number>();
	let bad = 0;
	for (const [file, codes] of wanted) {
		const { found = [], errors = ['not judged'] } = read.get(file) ?? {};
		// The judge knows no UPI and calls it another code.
		const wrong = errors.filter((error) => !(codes.every(({ kind }) => kind === 'other') && error.startsWith('no payment')));
		for (const code of codes) {
			kinds.set(code.kind, (kinds.get(code.kind) ?? 0) + 1);
			const like = found.find(({ kind }) => kind === code.kind);
			for (const [key, value] of Object.entries(code))
				if (like?.[key] !== value) wrong.push(`${code.kind}: ${key} is ${like?.[key]}, not ${value}`);
		}
		if (found.length !== codes.length) wrong.push(`${found.length} codes, not ${codes.length}`);
		if (wrong.length === 0) continue;
		bad++;
		console.log(`    ${file}: ${wrong.join(' | ')}`);
	}
	console.log(`codes: ${wanted.size} pages, ${bad} refused; ${[...kinds].map(([kind, many]) => `${kind} ${many}`).join(', ')}`);
	return bad + (wanted.size === 0 ? 1 : 0);
}

function codesOn(document: PrintableDocument): Code[] {
	const { number = '', seller, content, totals } = document;
	const total = amountString(amount(content.currency, totals.payable));
	const payment = paymentCodeOf(document);
	const codes: Code[] = [];
	if (fiscalCodeOf(document)) {
		const nif = seller.taxIds.find(({ kind }) => kind === 'nif')!.value;
		const [year, month, day] = content.issueDate.split('-');
		codes.push({ kind: 'verifactu', nif, numserie: number, fecha: `${day}-${month}-${year}` });
	}
	if (payment?.kind === 'upi') codes.push({ kind: 'other', text: payment.payload.slice(0, 120) });
	else if (payment) {
		const iban = (seller.bankAccounts[0]?.iban ?? '').replaceAll(' ', '');
		// Of several payments none is named.
		const sum = (content.instalments?.length ?? 0) > 1 ? '' : total;
		if (payment.kind === 'epc') codes.push({ kind: 'epc', iban, amount: sum, currency: sum && 'EUR', reference: number });
		else codes.push({ kind: 'swiss', iban, amount: sum, currency: content.currency });
	}
	return codes;
}

interface PageVerdict {
	found: Record<string, string>[];
	errors: string[];
}

/** "ACCEPTED  FILE", then a line of JSON for each code and one with an E for each error. */
function verdicts(text: string): Map<string, PageVerdict> {
	const all = new Map<string, PageVerdict>();
	let last: PageVerdict | undefined;
	for (const line of text.split('\n')) {
		const [, file] = /^(?:ACCEPTED|REJECTED) {2}(.*)$/.exec(line) ?? [];
		if (file) all.set(file, (last = { found: [], errors: [] }));
		else if (line.startsWith('   {')) last?.found.push(JSON.parse(line) as Record<string, string>);
		else if (line.startsWith('   E ')) last?.errors.push(line.slice(5));
	}
	return all;
}
