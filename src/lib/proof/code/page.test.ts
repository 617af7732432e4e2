/** Pages held against their codes: as they were made, and as others would have them. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { tampered } from '../../../../tests/support/tampered-pdf.ts';
import { signPairFrom } from '../../crypto/device.ts';
import { ready } from '../../crypto/sodium.ts';
import { content, issued, line, vat } from '../../documents/pdf/fixtures.ts';
import { fromIssued } from '../../documents/pdf/printable.ts';
import { renderPdf } from '../../documents/pdf/render-pdf.ts';
import { readTrueType } from '../../documents/pdf/ttf.ts';
import { codedOf, sellerOf } from '../issuer/coded.ts';
import { certify, signIssue } from './check-code.ts';
import { differing } from './compare.ts';
import { readCode, writeCode } from './format.ts';
import { codesIn, symbolsIn } from './in-file.ts';
import { pageText } from './page-text.ts';

beforeAll(() => ready());
const font = async (style: string) =>
	readTrueType(new Uint8Array(await readFile(new URL(`../../documents/pdf/fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
const fonts = { regular: await font('Regular'), semibold: await font('Semibold') };
const IBAN = 'DE89370400440532013000';
const account = (iban: string, primary = true) => ({ id: iban, label: '', holder: '', primary, iban });

function invoice({ language = 'de', type = 'invoice', accounts = [account('de89 3704 0044 0532 0130 00')] } = {}) {
	const body = [line('Beratung', '1', '1500', { taxes: [vat('19')] }), line('Reise 2 3 4 5 6 7 8 9', '1', '10', { taxes: [vat('19')] })];
	return issued(content(body, { currency: 'EUR', language, type: type as 'invoice' }), { bankAccounts: accounts, paymentCodes: true });
}
function codeOf(document: ReturnType<typeof issued>): string {
	const [owner, device] = [1, 2].map((seed) => signPairFrom(new Uint8Array(32).fill(seed))) as [
		ReturnType<typeof signPairFrom>,
		ReturnType<typeof signPairFrom>
	];
	const seller = sellerOf(document.seller)!;
	const certificate = certify(owner.secretKey, { ...seller, device: device.publicKey, notAfter: '2027-11-30', issuer: owner.publicKey });
	const coded = codedOf(document);
	return writeCode({ document: coded, certificate, successions: [], signature: signIssue(device.secretKey, coded, seller) });
}
const pageOf = (document: ReturnType<typeof issued>) =>
	renderPdf(fromIssued(document, `https://books.example/app/verify#${codeOf(document)}`), fonts);

async function found(pdf: Uint8Array) {
	const [code, ...more] = codesIn(pdf);
	expect(more).toEqual([]);
	const read = readCode(code!.symbols);
	if (typeof read === 'string') throw new Error(read);
	return differing(read.document, await pageText(new Uint8Array(pdf)));
}

it.each(['de', 'en', 'fr-CA', 'es'])('nothing differs on a page as it was made (%s)', async (language) => {
	for (const type of ['invoice', 'credit-note', 'estimate', 'delivery-note', 'receipt']) {
		const document = invoice({ language, type });
		expect([type, await found(pageOf(document))]).toEqual([type, []]);
	}
});

it('another amount, account, date or number is named', async () => {
	const page = pageOf(invoice());
	const { runs } = await pageText(new Uint8Array(page));
	expect(runs.some((run) => run.startsWith('1.796,90'))).toBe(true);
	expect(await found(tampered(page, { '1.796,90': '1.996,90' }))).toEqual(['total']);
	expect(await found(tampered(page, { '0532 0130 00': '0532 0130 99' }))).toEqual(['iban']);
	const date = runs.find((run) => /^21\. Nov/.test(run))!;
	expect(await found(tampered(page, { [date]: date.replace('21', '22') }))).toEqual(['date']);
	const { number } = invoice();
	expect(await found(tampered(page, { [number]: `${number.slice(0, -1)}9` }))).toEqual(['number']);
	expect(await found(tampered(page, { '1.796,90': '1.996,90', '0532 0130 00': '0532 0130 99' }))).toEqual(['total', 'iban']);
});

it('an account beside the right one is named as such', async () => {
	const accounts = [account(IBAN), account('MT84MALT011000012345MTLCAST001S', false)];
	expect(await found(pageOf(invoice({ accounts })))).toEqual(['other-iban']);
});

it('codes are found as links, each once; in text by its address or alone', () => {
	const document = invoice();
	const symbols = codeOf(document);
	const page = pageOf(document);
	expect(codesIn(page)).toEqual([{ address: `https://books.example/app/verify#${symbols}`, symbols }]);
	const other = codeOf({ ...document, number: 'F-9' });
	const two = Buffer.concat([page, Buffer.from(`/URI (https://books.example/verify#${other})`)]);
	expect(codesIn(two).map((each) => each.symbols)).toEqual([symbols, other]);
	for (const text of [
		symbols,
		symbols.toLowerCase(),
		`#${symbols}`,
		`https://x.example/verify#${symbols}`,
		`${symbols.slice(0, 60)}\n ${symbols.slice(60)}`
	])
		expect(symbolsIn(text)).toBe(symbols);
	for (const text of ['', '#content', 'https://x.example/verify', `${symbols}!`, 'BCD\n002\n1\nSCT'])
		expect(symbolsIn(text)).toBeUndefined();
});
