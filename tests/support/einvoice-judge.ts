/**
 * `npm run einvoice:judge`: writes the invoices of all sample businesses and generated ones in every profile and syntax, and as PDFs that carry them, reads all examples, has the
 * official rules judge what was written, and compares the checker with them on the examples and on broken files. EINVOICE_JUDGE names the folder of the rules (bin/einv.sh, bin/pdfa3.mjs, data/examples); nothing of it is part of the project.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DocumentFonts } from '#lib/documents/pdf/paint-pdf.ts';
import type { IssuedDocument } from '#lib/documents/document.ts';
import { fromIssued } from '#lib/documents/pdf/printable.ts';
import { renderPdf } from '#lib/documents/pdf/render-pdf.ts';
import { readTrueType } from '#lib/documents/pdf/ttf.ts';
import { enclosureOf } from '#lib/einvoice/enclosure.ts';
import { fromDocument } from '#lib/einvoice/from/document.ts';
import type { EInvoice } from '#lib/einvoice/model.ts';
import { LEVELS, SYNTAXES, type Profile, type Syntax } from '#lib/einvoice/profiles.ts';
import { readEInvoice } from '#lib/einvoice/read.ts';
import { billOf } from '#lib/einvoice/reading/bill/bill-of.ts';
import { CREDIT_NOTE_TYPES } from '#lib/einvoice/ubl/document.ts';
import { writeEInvoice } from '#lib/einvoice/write.ts';
import type { XmlElement } from '#lib/einvoice/xml/element.ts';
import { agreeOnBroken, agreeOnExamples, type Verdict } from './einvoice-agreement.ts';
import { expenseTotals } from '#lib/expenses/totals.ts';
import { parseAmount } from '#lib/money/amount.ts';
import { aBusiness } from './books.ts';
import { ATTACHED, generatedDocuments, sampleDocuments, type Named } from './einvoice-documents.ts';
import { spoilExamples } from './einvoice-mutations.ts';
import { judgeCodes } from './einvoice-pages.ts';
import { compareRules } from './einvoice-rules.ts';
import { judgeSpain } from './spanish-judge.ts';
import { png } from './png-file.ts';

const TODAY = '2026-11-21';
const judge = process.env.EINVOICE_JUDGE ?? '';
if (!existsSync(join(judge, 'bin/einv.sh'))) {
	console.error('EINVOICE_JUDGE must name the folder that holds bin/einv.sh and the data of the official rules.');
	process.exit(2);
}
const out = process.env.EINVOICE_OUT ?? mkdtempSync(join(tmpdir(), 'einvoice-'));
const count = Number(process.argv[2] ?? 120);
const brokenCount = Number(process.argv[3] ?? 150);

/** BT-24 does not tell some of them apart from the plain core, and a broken file may name another. */
const JUDGED_BY: Readonly<Record<Profile, string[]>> = {
	en16931: ['--profile', 'en16931'],
	xrechnung: ['--profile', 'en16931,xrechnung'],
	peppol: ['--profile', 'en16931,peppol'],
	'facturx-basic': ['--profile', 'en16931,facturx'],
	facturx: ['--profile', 'en16931,facturx'],
	france: ['--profile', 'en16931,fr']
};
/** Pages with a picture of each kind, and some without. */
const LOGOS = (['rgba', 'rgb', 'grey-alpha', 'grey', 'palette'] as const).map((kind) => png(kind, 60, 30));

/** BT-149 of the price before its discount, where it is another than that of the price itself: two examples have it, and the standard one place. */
const UNPLACED = /ram:GrossPriceProductTradePrice\/ram:BasisQuantity$/;

/** The standard names no scheme of BT-32 in UBL, and indicators have two ways of writing. */
const FREE = /TaxScheme\/cbc:ID$|Indicator$/;

const documents: Named[] = [...sampleDocuments(TODAY), ...generatedDocuments(count)];
let failed = compareRules(join(judge, 'data'));
for (const [profile, syntaxes] of Object.entries(SYNTAXES) as [Profile, readonly Syntax[]][])
	for (const syntax of syntaxes) failed += await judgeProfile(profile, syntax);
failed += await readExamples();
failed += await spoilExamples(join(judge, 'data/examples'), 500);
const fonts = documentFonts();
for (const profile of Object.keys(LEVELS) as Profile[]) failed += judgePdfs(profile);
failed += judgeCodes(judge, documents, fonts, out);
failed += await judgeSpain({ judge, out, count });
const examples = await agreeOnExamples(join(judge, 'data/examples'), (files) => run(files, []));
examples.print('checker on the examples');
if (examples.share < 95 || examples.falseAlarms) failed++;
console.log(`files in ${out}`);
process.exit(failed ? 1 : 0);

async function judgeProfile(profile: Profile, syntax: Syntax): Promise<number> {
	const folder = join(out, `${profile}-${syntax}`);
	mkdirSync(folder, { recursive: true });
	const files: string[] = [];
	const refused = new Map<string, number>();
	for (const { name, document } of documents) {
		const derived = fromDocument(document, { profile });
		if (!derived.ok) {
			const why = [...new Set(derived.reasons.map(({ problem, term }) => `${problem} ${term}`))].join(', ');
			refused.set(why, (refused.get(why) ?? 0) + 1);
			continue;
		}
		const write = (file: string, invoice: EInvoice) => {
			writeFileSync(join(folder, file), writeEInvoice(invoice, syntax));
			files.push(join(folder, file));
		};
		write(`${name}.xml`, derived.invoice);
		const whole = document.content.attachments && fromDocument(document, { profile, files: ATTACHED });
		if (whole?.ok) write(`${name}-with-files.xml`, whole.invoice);
	}
	const verdicts = files.length ? run(files, JUDGED_BY[profile]) : [];
	const bad = verdicts.filter(({ valid }) => !valid);
	const missing = [...refused.values()].reduce((sum, many) => sum + many, 0);
	console.log(
		`${profile} ${syntax}: ${files.length} written, ${verdicts.length - bad.length} accepted, ${bad.length} refused by the rules, ${missing} not written`
	);
	for (const [why, many] of [...refused].sort(([, a], [, b]) => b - a)) console.log(`    not written ${many}: ${why}`);
	for (const { file, errors } of bad.slice(0, 10))
		console.log(`    ${file}: ${errors.map(({ rule, text }) => `${rule} ${text}`).join(' | ')}`);
	const accepted = verdicts.filter(({ valid }) => valid).map(({ file }) => file);
	const agreement = await agreeOnBroken(accepted, brokenCount, join(folder, 'broken'), profile, (files) => run(files, JUDGED_BY[profile]));
	agreement.print(`    checker on broken files, ${profile} ${syntax}`);
	const disagrees = agreement.share < 95 || agreement.falseAlarms ? 1 : 0;
	return bad.length + files.length - verdicts.length + disagrees;
}

/** The structure, the metadata, that the page names the number and total of what is in it, and that this is the XML judged above. */
function judgePdfs(profile: Profile): number {
	const folder = join(out, `${profile}-pdf`);
	mkdirSync(folder, { recursive: true });
	const files: string[] = [];
	for (const { name, document } of documents) {
		const made = enclosureOf(document, { profile, files: ATTACHED });
		if (!made.ok) continue;
		const file = join(folder, `${name}.pdf`);
		const logo = LOGOS[files.length % (LOGOS.length + 1)];
		writeFileSync(file, readableByQpdf(renderPdf(fromIssued(logo ? withLogo(document) : document), fonts, logo, made.enclosure)));
		files.push(file);
	}
	const { stdout, stderr } = spawnSync('node', [join(judge, 'bin/pdfa3.mjs'), '--no-einv', '--json', ...files], {
		encoding: 'utf8',
		maxBuffer: 2 ** 28
	});
	if (stderr) console.error(stderr);
	const verdicts = stdout
		.split('\n')
		.filter((each) => each.startsWith('{'))
		.map((each) => JSON.parse(each) as { file: string; fail: string[]; warn: string[] });
	const bad = verdicts.filter(({ fail }) => fail.length > 0);
	console.log(`${profile} pdf: ${files.length} written, ${verdicts.length - bad.length} accepted, ${bad.length} refused`);
	for (const { file, fail } of bad.slice(0, 10)) console.log(`    ${file}: ${fail.join(' | ')}`);
	const warned = new Map<string, number>();
	for (const each of verdicts.flatMap(({ warn }) => warn)) warned.set(each, (warned.get(each) ?? 0) + 1);
	for (const [warning, many] of warned) console.log(`    warned ${many}: ${warning}`);
	const others = documents.flatMap(({ name, document }) => {
		const file = join(folder, `${name}.pdf`);
		return files.includes(file) && !isEmbedded(file, profile, document) ? [file] : [];
	});
	for (const file of others) console.log(`    ${file}: carries other XML than was judged, or other files than its document`);
	return bad.length + files.length - verdicts.length + others.length;
}

/** The XML first, as it was judged, and each file that goes with the document, whole. */
function isEmbedded(file: string, profile: Profile, { content: { attachments = [] } }: IssuedDocument): boolean {
	const inside = join(out, 'embedded');
	rmSync(inside, { recursive: true, force: true });
	mkdirSync(inside);
	spawnSync('pdfdetach', ['-saveall', '-o', inside, file]);
	const judged = join(out, `${profile}-cii`, basename(file).replace(/pdf$/, 'xml'));
	const names = readdirSync(inside);
	const xml = names.filter((name) => name.endsWith('.xml'));
	return (
		names.length === attachments.length + 1 &&
		xml.length === 1 &&
		readFileSync(join(inside, xml[0]!)).equals(readFileSync(judged)) &&
		attachments.every(({ name, file }) => names.includes(name) && readFileSync(join(inside, name)).equals(ATTACHED.get(file)!))
	);
}

/** jsPDF writes the sides of letter paper as "612." and "792.", which PDF allows and of which qpdf 11.3 makes JSON that is none. */
function readableByQpdf(bytes: Uint8Array): Buffer {
	return Buffer.from(Buffer.from(bytes).toString('latin1').replace('[0 0 612. 792.]', '[0 0 612  792 ]'), 'latin1');
}

function withLogo(document: IssuedDocument): IssuedDocument {
	return { ...document, seller: { ...document.seller, logo: 'logo' } };
}

function documentFonts(): DocumentFonts {
	const read = (style: string) =>
		readTrueType(new Uint8Array(readFileSync(new URL(`../../src/lib/documents/pdf/fonts/WaxbillDocument-${style}.ttf`, import.meta.url))));
	return { regular: read('Regular'), semibold: read('Semibold') };
}

function run(files: string[], options: string[]): Verdict[] {
	const { stdout, stderr } = spawnSync(join(judge, 'bin/einv.sh'), [...options, '--json', '-'], {
		input: `${files.join('\n')}\n`,
		encoding: 'utf8',
		maxBuffer: 2 ** 28
	});
	if (stderr) console.error(stderr);
	return stdout
		.split('\n')
		.filter((each) => each.startsWith('{'))
		.map((each) => JSON.parse(each) as Verdict);
}

/** Every official example is read whole, and what is written of it is read as the same. */
async function readExamples(): Promise<number> {
	const folder = join(judge, 'data/examples/valid');
	const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));
	let lost = 0;
	const back: string[] = [];
	mkdirSync(join(out, 'examples'), { recursive: true });
	for (const name of names) {
		const { invoice, syntax, unread, root } = await readEInvoice(new Uint8Array(readFileSync(join(folder, name))));
		const why = notBilled(invoice);
		if (why) {
			lost++;
			console.log(`    ${name}: as a bill ${why}`);
		}
		const file = writeEInvoice(invoice, syntax);
		const again = await readEInvoice(new TextEncoder().encode(file));
		const isSame = isDeepStrictEqual(again.invoice, invoice) && writeEInvoice(again.invoice, syntax) === file;
		const gone = textsLost(root, again.root);
		if (gone.length) console.log(`    ${name}: not written again: ${gone.join(' | ')}`);
		const left = unread.filter((path) => !UNPLACED.test(path));
		if (left.length || gone.length || !isSame) {
			lost++;
			console.log(`    ${name}: ${left.length ? `not read: ${left.join(', ')}` : 'other when written again'}`);
		}
		back.push(join(out, 'examples', name));
		writeFileSync(back.at(-1)!, file);
	}
	const bad = run(back, []).filter(({ valid }) => !valid);
	for (const { file, errors } of bad) console.log(`    ${file}: ${errors.map(({ rule }) => rule).join(', ')}`);
	console.log(`examples: ${names.length} read, ${lost} with something lost; written again, ${names.length - bad.length} accepted`);
	return lost + bad.length;
}

/** Texts that stand in the first more often than in the second; numbers by their value. */
function textsLost(from: XmlElement, to: XmlElement): string[] {
	const [before, after] = [textsOf(from), textsOf(to)];
	return [...before].filter(([text, count]) => count > (after.get(text) ?? 0)).map(([text]) => text);
}

function textsOf(root: XmlElement): Map<string, number> {
	const texts = new Map<string, number>();
	const look = ({ name, text, children }: XmlElement, above: string) => {
		const path = `${above}/${name}`;
		const plain = text.trim().replace(/\s+/g, ' ');
		const key = /^-?\d+\.\d+$/.test(plain) ? plain.replace(/\.?0+$/, '') : plain;
		if (key !== '' && !FREE.test(path) && !UNPLACED.test(path)) texts.set(key, (texts.get(key) ?? 0) + 1);
		for (const child of children) look(child, path);
	};
	look(root, '');
	return texts;
}

/** Why it comes to something else as a bill; undefined where it comes to what it asks for. */
function notBilled(invoice: EInvoice): string | undefined {
	const answer = billOf(invoice, {
		business: aBusiness({ name: 'Nobody else', taxIds: [], currency: 'EUR' }),
		today: TODAY,
		words: (key) => key
	});
	if (!answer.ok) return answer.refusal;
	const totals = expenseTotals(answer.bill);
	const due = parseAmount(invoice.currency, invoice.totals.due);
	if (!totals.ok || !due.ok) return 'cannot be computed';
	const sign = CREDIT_NOTE_TYPES.has(invoice.typeCode) ? -1n : 1n;
	if (totals.value.payable !== due.value.minor * sign) return `comes to ${totals.value.payable}`;
	return answer.notices.some(({ kind }) => kind === 'difference') ? 'has a difference in its sums' : undefined;
}
