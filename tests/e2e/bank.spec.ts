/** Statements of a bank, from the file to paid invoices and bills. */
import { expect, test, type Page } from '@playwright/test';
import type { DocumentRow } from '../../src/lib/worker-api.ts';
import { anInvoice, aLine, aParty } from '../support/books.ts';
import { fillFields, watchComplaints } from '../support/journey.ts';
import { ATELIER, openKept } from '../support/kept-books.ts';
import { must, saveNew } from '../support/page-api.ts';
import { camtFile, csvFile, type Account, type Booking } from '../support/statement-files.ts';

// The offline shell is not the matter here, and fetching it is more work than the tests themselves.
test.use({ serviceWorkers: 'block' });

/** An issued invoice without tax over that sum. */
async function bill(page: Page, partyId: string, price: string): Promise<string> {
	const { rows } = await must(page, 'list', 'series', { where: { type: 'invoice' } });
	const lines = [aLine({ price, taxes: [{ name: 'Exempt', category: 'E', rate: '0', exemptionReason: 'Small supplier' }] })];
	const draft = anInvoice({ seriesId: rows[0]!.id, partyId, issueDate: '2026-05-04', dueDate: '2026-06-03', lines });
	const { document } = await must(page, 'issue', await saveNew(page, 'draft', draft));
	return document.number;
}

const booking = (reference: string, amount: string, changes: Partial<Booking> = {}): Booking => ({
	...{ date: '2026-06-20', amount, reference, endToEnd: '', name: '', account: 'NL91ABNA0417164300', text: '' },
	...changes
});
const account = (bookings: Booking[]): Account => ({
	...{ iban: 'DE89370400440532013000', bic: 'COBADEFF', currency: 'CAD', decimals: 2, opening: '100.00' },
	bookings
});
const file = (name: string, text: string, encoding: BufferEncoding = 'utf8') => ({
	name,
	mimeType: 'text/plain',
	buffer: Buffer.from(text, encoding)
});
async function openBank(page: Page): Promise<void> {
	await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bank' }).click();
	await expect(page).toHaveURL(/\/bank$/);
}
const line = (page: Page, name: string) => page.getByRole('article', { name });

test('a statement becomes paid invoices: read once, booked with one click, taken back, and a table that is asked about once', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	await openKept(page, ATELIER);
	const { id, value } = await must(page, 'business');
	const address = { line1: '4200 rue Saint-Denis', city: 'Montréal', postcode: 'H2J 2K8', subdivision: 'QC', country: 'CA' };
	await must(page, 'save', 'business', id, { ...value, address });
	const maple = await saveNew(page, 'party', aParty({ name: 'Maple Books' }));
	const heron = await saveNew(page, 'party', aParty({ name: 'Heron & Fils' }));
	const first = await bill(page, maple, '100');
	await bill(page, maple, '200');
	await bill(page, heron, '80');

	// A file of the bank: one line is certain by its number, one by its name, one is nothing the books know.
	const statement = camtFile(
		account([
			booking('A', '100.00', { name: 'M. BOOKS', text: `Invoice ${first}` }),
			booking('B', '80.00', { name: 'HERON ET FILS' }),
			booking('C', '250.00', { name: 'Unknown payer', text: '=HYPERLINK("http://x")' })
		]),
		{ version: 8 }
	);
	await openBank(page);
	await page.getByRole('link', { name: 'Read a statement' }).first().click();
	const input = page.getByLabel('Choose a file');
	await input.setInputFiles(file('statement.pdf', '%PDF-1.7'));
	await expect(page.getByText('It is a PDF')).toBeVisible();
	await input.setInputFiles(file('statement.xml', statement.slice(0, -100)));
	await expect(page.getByText('It is cut off or damaged')).toBeVisible();
	await input.setInputFiles(file('statement.xml', statement));
	await expect(page.getByText('3 new lines')).toBeVisible();
	await expect(page.getByText('Opening balance and lines make the closing balance.')).toBeVisible();
	await page.getByRole('button', { name: 'Take in 3 lines' }).click();

	await expect(page.getByText('3 lines to match')).toBeVisible();
	await expect(line(page, 'M. BOOKS').getByText('Certain')).toBeVisible();
	await expect(line(page, 'M. BOOKS').getByText(`Pays ${first} of Maple Books`)).toBeVisible();
	await expect(line(page, 'Unknown payer').getByText('Nothing that is open fits it.')).toBeVisible();
	await page.getByRole('button', { name: 'Book all 2' }).click();
	await expect(page.getByText('2 lines booked.')).toBeVisible();
	await expect(page.getByText('1 line to match')).toBeVisible();

	// By hand: what is over what is open becomes credit.
	await line(page, 'Unknown payer').getByRole('link', { name: 'Book by hand' }).click();
	await expect(page).toHaveTitle(/^Bank line/);
	await page.getByRole('button', { name: 'Book by hand' }).click();
	const dialog = page.getByRole('dialog', { name: 'Book this line' });
	await dialog.getByRole('button', { name: 'Book', exact: true }).click();
	await expect(dialog.getByLabel('Client', { exact: true })).toHaveAccessibleDescription('Choose who it is.');
	await dialog.getByLabel('Client', { exact: true }).fill('maple');
	await page.getByRole('option', { name: 'Maple Books' }).click();
	await expect(dialog.getByText('Becomes credit of Maple Books')).toBeVisible();
	await dialog.getByRole('button', { name: 'Book', exact: true }).click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'Payment of Maple Books' })).toBeVisible();
	const balances = async () =>
		((await must(page, 'list', 'document', { sort: { by: 'number' } })).rows as DocumentRow[]).map(({ status }) => status);
	expect(await balances()).toEqual(['paid', 'paid', 'paid']);

	// Taken back, the line is to be matched again, and so is the invoice.
	await page.getByRole('button', { name: 'Take back' }).click();
	await fillFields(page.getByRole('dialog'), { Why: 'It was somebody else' });
	await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
	await expect(page.getByText('Not booked yet.')).toBeVisible();
	expect(await balances()).toEqual(['paid', 'overdue', 'paid']);

	// The same statement as a table: it is asked what it means, once, and what came before is left out.
	const table = (bookings: Booking[]) =>
		csvFile(account(bookings), {
			delimiter: ';',
			decimal: ',',
			group: '.',
			dates: (date) => date.split('-').reverse().join('/'),
			amounts: 'signed',
			heading: ['Quand', 'Combien', '', '', '', 'Qui', 'Pourquoi', 'Numéro']
		});
	const rows = [booking('', '250.00', { name: 'Unknown payer' }), booking('', '-12.50', { name: 'La banque', text: 'Frais' })];
	await openBank(page);
	await page.getByRole('link', { name: 'Read a statement' }).first().click();
	await input.setInputFiles(file('comptes.csv', table(rows), 'latin1'));
	await expect(page.getByRole('heading', { name: 'What the columns mean' })).toBeVisible();
	await page.getByLabel('Column “Qui”').selectOption('Name');
	await page.getByLabel('Column “Pourquoi”').selectOption('Text');
	await page.getByRole('button', { name: 'Read it like this' }).click();
	await expect(page.getByText('1 line may be here already')).toBeVisible();
	await page.getByRole('button', { name: 'Take in 1 line' }).click();
	await expect(page.getByText('2 lines to match')).toBeVisible();
	await line(page, 'La banque').getByRole('button', { name: 'Set aside' }).click();
	await expect(page.getByText('1 line to match')).toBeVisible();
	await page.getByRole('link', { name: 'Read a statement' }).first().click();
	await input.setInputFiles(file('comptes.csv', table([...rows, booking('', '7.00', { name: 'Café' })]), 'latin1'));
	await page.getByRole('button', { name: 'Take in 1 line' }).click();
	await expect(line(page, 'Café')).toBeVisible();
	expect(complaints).toEqual([]);
});

test('looking for what many lines pay says how far it is, and is stopped: what was found stays, and it goes on when asked', async ({
	page,
	context
}) => {
	const complaints = watchComplaints(context);
	await openKept(page, ATELIER);
	const { id, value } = await must(page, 'business');
	const address = { line1: '4200 rue Saint-Denis', city: 'Montréal', postcode: 'H2J 2K8', subdivision: 'QC', country: 'CA' };
	await must(page, 'save', 'business', id, { ...value, address });
	const number = await bill(page, await saveNew(page, 'party', aParty({ name: 'Maple Books' })), '100');
	const lines = Array.from({ length: 5000 }, (_, n) => ({
		...{ date: n === 0 ? '2026-06-30' : '2026-06-20', amount: n === 0 ? '100.00' : `-${n}.07`, currency: 'CAD', bankReference: `R${n}` },
		...{
			name: n === 0 ? 'M. BOOKS' : `Shop ${n} of the street`,
			counterAccount: '',
			text: n === 0 ? `Invoice ${number}` : 'Card',
			references: []
		}
	}));
	const said = { format: 'ofx', account: 'DE89370400440532013000', currency: 'CAD', bank: '', holder: '', number: '1' } as const;
	const statement = { ...said, from: '2026-06-20', to: '2026-06-30', lines };
	await must(page, 'importStatements', [{ statement, skipTwins: false, onlyIn: false }]);

	// Pressed as soon as it is there: a hand would be slower than a fast machine is.
	const pressed = page.evaluate(
		() =>
			new Promise<string>((done) => {
				const watcher = new MutationObserver(() => {
					const bar = document.querySelector('[role=progressbar]');
					const stop = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Stop');
					if (!bar || !stop) return;
					watcher.disconnect();
					stop.click();
					done(bar.parentElement!.textContent);
				});
				watcher.observe(document.body, { childList: true, subtree: true });
			})
	);
	await openBank(page);
	expect(await pressed).toMatch(/Looking for what the lines pay\s*\d+%\s*[\d,]+ of 5,000 lines/);
	await expect(page.getByText(/^[\d,]+ lines were not looked at$/)).toBeVisible();
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	await expect(line(page, 'M. BOOKS').getByText('Certain')).toBeVisible();
	// Read from the right, a minus stays before its amount.
	const minus = await page.evaluate(() => {
		document.documentElement.dir = 'rtl';
		const amount = [...document.querySelectorAll('article strong')].find((each) => each.textContent.startsWith('-'))!;
		const left = [0, 1].map((at) => {
			const range = document.createRange();
			range.setStart(amount.firstChild!, at);
			range.setEnd(amount.firstChild!, at + 1);
			return range.getBoundingClientRect().left;
		});
		document.documentElement.removeAttribute('dir');
		return left;
	});
	expect(minus[0]).toBeLessThan(minus[1]!);
	await page.getByRole('button', { name: 'Go on' }).click();
	await expect(page.getByText('Nothing that is open fits it.').first()).toBeVisible();
	await expect(page.getByText('were not looked at')).toHaveCount(0);
	await page.getByRole('button', { name: 'Book it' }).click();
	await expect(page.getByText('1 line booked.')).toBeVisible();
	await expect(page.getByText('4999 lines to match')).toBeVisible();
	expect(complaints).toEqual([]);
});
