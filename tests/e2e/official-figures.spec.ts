import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import official from '../vectors/money/official.json' with { type: 'json' };
import {
	chooseClient,
	downloadPdf,
	issue,
	shownTotals,
	startInvoice,
	writeDocumentAllowances,
	writeLines,
	writeMoneyOptions,
	type TypedAllowance,
	type TypedLine,
	type TypedTax
} from '../support/invoice-desk.ts';
import { addClient, createWorkspace, fillBusiness, watchComplaints } from '../support/journey.ts';
import { pdfPages } from '../support/pdf.ts';
import { newProfile, type Profile } from '../support/profile.ts';

interface OfficialAllowance {
	amount: string;
	base?: string;
	percent?: string;
	reason: string;
	vatRate?: string;
}
interface OfficialLine {
	name: string;
	quantity: string;
	unit: string;
	netPrice: string;
	baseQuantity?: string;
	vatCategory: string;
	vatRate?: string;
	allowances?: OfficialAllowance[];
	charges?: OfficialAllowance[];
}
interface OfficialCase {
	id: string;
	currency: string;
	taxCurrency?: string;
	input: { lines: OfficialLine[]; allowances?: OfficialAllowance[]; charges?: OfficialAllowance[]; prepaid?: string; rounding?: string };
	expected: {
		lines: { net: string }[];
		sumLines: string;
		sumAllowances?: string;
		sumCharges?: string;
		taxExclusive: string;
		taxTotal?: string;
		taxTotalAccounting?: string;
		taxInclusive: string;
		payable: string;
		vatBreakdown: { category: string; rate?: string; taxable: string; tax: string; exemptionReason?: string }[];
	};
}
const cases = official.cases as OfficialCase[];

/** The example states the tax in SEK, not the rate; this is the rate at which 23000 USD are the 205845.40 SEK it states. */
const SEK_PER_USD = '8.9498';
/** 115000 USD at that rate; the example does not state it. */
const PAYABLE_IN_SEK = '1029227';
const BUYER = 'Björk & Asp AB';

let profile: Profile;
let context: BrowserContext;
let page: Page;
let complaints: string[];

test.beforeAll(async ({ baseURL }) => {
	profile = newProfile();
	context = await profile.open({ baseURL });
	complaints = watchComplaints(context);
	page = await context.newPage();
	await page.goto('/');
	await createWorkspace(page, { name: 'Smed & Son AB', preset: 'SE', language: 'en' });
	await fillBusiness(page, {
		'Name and address': { 'Street and number': 'Storgatan 1', City: 'Uppsala', 'Postal code': '753 10' },
		'Tax and company numbers': { 'Momsreg.nr': 'SE556188840401' }
	});
	await addClient(page, {
		'Who it is': { Name: BUYER },
		Addresses: { 'Street and number': 'Kungsgatan 2', City: 'Gävle', 'Postal code': '803 20' },
		'Tax numbers': { 'Momsreg.nr': 'SE556703748501' }
	});
});
test.afterAll(() => profile.remove());

function taxOf(line: OfficialLine, reason?: string): TypedTax {
	if (line.vatCategory === 'S') return { preset: `Moms ${line.vatRate},00 %`.replace(',00', '') };
	return { name: 'Moms', category: line.vatCategory, reason };
}

function allowancesOf(each: { allowances?: OfficialAllowance[]; charges?: OfficialAllowance[] }, taxed?: string): TypedAllowance[] {
	const typed = (kind: TypedAllowance['kind']) => (entry: OfficialAllowance) => ({
		kind,
		reason: entry.reason,
		...(entry.percent === undefined ? { amount: entry.amount } : { percent: entry.percent, base: entry.base }),
		...(taxed ? { taxed } : {})
	});
	return [...(each.allowances ?? []).map(typed('allowance')), ...(each.charges ?? []).map(typed('charge'))];
}

function lineOf(line: OfficialLine, { expected }: OfficialCase): TypedLine {
	const row = expected.vatBreakdown.find(({ category }) => category === line.vatCategory);
	return {
		name: line.name,
		quantity: line.quantity,
		price: line.netPrice,
		priceBase: line.baseQuantity,
		tax: taxOf(line, row?.exemptionReason),
		allowances: allowancesOf(line)
	};
}

/** "1,234.50", as the screen and an English document write an official "1234.5". */
function money(text = '0', language = 'en'): string {
	const digits = new Intl.NumberFormat(language, { minimumFractionDigits: 2, numberingSystem: 'latn' });
	return plain(digits.format(text as unknown as number));
}
const negated = (text: string) => (text.startsWith('-') ? text.slice(1) : `-${text}`);
/** Both write a minus of their own, and blanks that do not break. */
const plain = (text: string) => text.replaceAll('−', '-').replace(/\s+/g, ' ').trim();

/** Without the currency, whose sign differs with the language. */
const figure = (text: string) => plain(text).replace(/[^-\d.,]/g, '');
const escaped = (text: string) => text.replaceAll('.', '\\.');

async function write(example: OfficialCase): Promise<void> {
	const { input, currency, taxCurrency } = example;
	await startInvoice(page);
	await chooseClient(page, BUYER);
	await writeMoneyOptions(page, {
		...(currency === 'SEK' ? {} : { Currency: currency, 'Exchange rate': SEK_PER_USD }),
		...(input.prepaid ? { 'Already paid': input.prepaid } : {}),
		// Each of the examples that rounds does so to the krona.
		...(input.rounding ? { 'Cash rounding': '1' } : {})
	});
	expect(taxCurrency ?? 'SEK').toBe('SEK');
	await writeLines(
		page,
		input.lines.map((line) => lineOf(line, example))
	);
	const entries = allowancesOf(input, 'Moms 25 %');
	if (entries.length) await writeDocumentAllowances(page, entries);
}

/** What the box of totals must say, row by row. */
function rowsOf({ input, expected, taxCurrency }: OfficialCase): string[] {
	const settled = input.prepaid || input.rounding;
	return [
		money(expected.sumLines),
		...(input.allowances ?? []).map(({ amount }) => money(negated(amount))),
		...(input.charges ?? []).map(({ amount }) => money(amount)),
		...(expected.sumAllowances || expected.sumCharges ? [money(expected.taxExclusive)] : []),
		...expected.vatBreakdown.map(({ tax }) => money(tax)),
		...(settled ? [money(expected.taxInclusive)] : []),
		...(input.prepaid ? [money(negated(input.prepaid))] : []),
		...(input.rounding ? [money(input.rounding)] : []),
		money(expected.payable),
		...(taxCurrency ? [money(PAYABLE_IN_SEK)] : [])
	];
}

for (const example of cases) {
	test(`${example.id} typed by hand comes out with the official figures`, async () => {
		const { expected } = example;
		await write(example);
		await expect.poll(async () => (await shownTotals(page)).map(([, amount]) => figure(amount))).toEqual(rowsOf(example));
		const shownLines = await page.locator('[data-line] output').allInnerTexts();
		expect(shownLines.map(plain)).toEqual(expected.lines.map(({ net }) => money(net)));

		const number = await issue(page);
		const { bytes } = await downloadPdf(page);
		const text = plain(pdfPages(bytes).join('\n'));
		expect(text).toContain(`Invoice ${number}`);
		expect(text).toContain(BUYER);
		for (const { net } of expected.lines) expect(text).toContain(money(net));
		expect(text).toContain(`Total before tax ${money(expected.taxExclusive)}`);
		for (const { category, rate, taxable, tax } of expected.vatBreakdown) {
			const shownRate = category === 'O' ? '' : ` ${rate ?? 0}%`;
			expect(text).toContain(`Moms${shownRate} on ${money(taxable)} ${money(tax)}`);
		}
		if (example.input.prepaid) expect(text).toContain(`Already paid ${money(negated(example.input.prepaid))}`);
		if (example.input.rounding) expect(text).toContain(`Rounding ${money(example.input.rounding)}`);
		expect(text).toMatch(new RegExp(`(Amount due|In your favour)\\D{0,12}${escaped(money(expected.payable).replace('-', ''))}`));
		if (expected.taxTotalAccounting) expect(text).toContain(`Tax total in SEK ${money(expected.taxTotalAccounting)}`);
		expect(complaints).toEqual([]);
	});
}
