/**
 * Two devices of one person make what comes again and remind clients, online and off, on a real relay: no period is made twice, no step is noted
 * twice, and what one of them wrote meanwhile stays. `RECURRING_RUNS` sets how many random stories are played, `SEED` plays a printed one again.
 */
import fc from '../support/property.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvoiceProfile } from '#lib/recurring/invoice-profile.ts';
import { templateOf } from '#lib/recurring/period-content.ts';
import { periodId } from '#lib/recurring/period-id.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { RecurringCommands } from '#lib/worker/recurring-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { ReminderCommands } from '#lib/worker/reminder-commands.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { aBusiness, aLine, anInvoice, aParty } from '../support/books.ts';
import { endAll, setup, type Device } from './setup.ts';

const RUNS = Number(process.env.RECURRING_RUNS ?? 2);
const NAMES = ['laptop', 'phone'] as const;
const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [CLIENT, SERIES, PROFILE, INVOICE] = [id('a'), id('b'), id('c'), id('d')];
const PERIODS = 4;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 1, 12) }));
afterEach(async () => {
	await endAll();
	vi.useRealTimers();
});

interface Hand {
	device: Device;
	books: BookCommands;
	recurring: RecurringCommands;
	reminders: ReminderCommands;
}

const profile = (): InvoiceProfile => ({
	title: 'Hosting',
	template: templateOf(
		anInvoice({ partyId: CLIENT, lines: [aLine({ name: 'Hosting {period}' }), aLine({ id: 'l2', order: 'W', name: 'Domain' })] })
	),
	schedule: { unit: 'month', every: 1, start: '2026-01-31', count: PERIODS },
	billed: 'none',
	from: 0,
	paused: false
});

async function desk() {
	const scene = await setup(NAMES);
	const hands = NAMES.map((name) => {
		const device = scene[name];
		const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
		const [recurring, reminders] = [new RecurringCommands(device.workspace, books), new ReminderCommands(device.workspace, books)];
		return { device, books, recurring, reminders };
	}) as [Hand, Hand];
	const [{ books, device }] = hands;
	const reminderSteps = [7, 20].map((days) => ({
		id: `after${days}`,
		days,
		subject: '',
		text: '',
		fee: { kind: 'amount' as const, amount: '5' }
	}));
	await books.save('business', businessId(toHex(device.home.keys.wsId)), aBusiness({ timeZone: 'UTC', reminderSteps }));
	await books.save('party', CLIENT, aParty());
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await books.save('invoice-profile', PROFILE, profile());
	await books.save('draft', INVOICE, anInvoice({ partyId: CLIENT, seriesId: SERIES, issueDate: '2026-04-01', dueDate: '2026-04-20' }));
	await books.series.leaseFree();
	await books.issue(INVOICE);
	const meet = async () => {
		for (const hand of hands) await hand.device.reconnect();
		await scene.converge(scene.laptop, scene.phone);
	};
	await meet();
	const part = () => Promise.all(hands.map((hand) => hand.device.session.stop()));
	return { hands, meet, part };
}

async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof Refused && ['invalid', 'not-found'].includes(error.error.code)) return undefined;
		if (error instanceof WorkspaceError && ['needs-relay', 'invalid'].includes(error.code)) return undefined;
		throw error;
	}
}

async function view({ books, device }: Hand): Promise<string> {
	const rows = await Promise.all((['document', 'invoice-profile'] as const).map(async (list) => (await books.list(list)).rows));
	const drafts = await Promise.all(
		Array.from({ length: PERIODS }, (_, period) => device.workspace.live('draft', periodId(PROFILE, period)))
	);
	const plain = (_name: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
	return JSON.stringify([rows.map((list) => list.map((row) => JSON.stringify(row, plain)).sort()), drafts], plain);
}
const all = Array.from({ length: PERIODS }, (_, period) => period);
const stepsNoted = async ({ books }: Hand) =>
	(await books.document(INVOICE)).facts.flatMap(({ fact }) => (fact.kind === 'reminded' ? [fact.step] : []));

describe('two devices that had not heard of each other', () => {
	it('make one period: it is one draft, and what one of them wrote in it stays', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		await part();
		await laptop.recurring.make(PROFILE, 0, [0]);
		const draft = periodId(PROFILE, 0);
		const made = await laptop.books.get('draft', draft);
		await laptop.books.save('draft', draft, { ...made, lines: made.lines.map((line) => ({ ...line, price: '777' })) });
		await phone.recurring.make(PROFILE, 0, [0]);
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		const { lines } = await phone.books.get('draft', draft);
		expect(lines.map(({ price }) => price)).toEqual(['777', '777']);
		expect((await phone.books.list('document', { where: { issued: false } })).total).toBe(1);
		expect((await phone.recurring.due())[0]!.periods.map(({ period }) => period)).toEqual([1, 2, 3]);
	});

	it('remind of one invoice: it is noted once, and the fee is on one draft', async () => {
		const { hands, meet, part } = await desk();
		const [laptop, phone] = hands;
		await part();
		for (const { reminders } of hands) {
			const [due] = await reminders.due();
			await reminders.remind(INVOICE, due!.step, { how: 'mail', withFee: true });
		}
		await meet();
		expect(await view(laptop)).toBe(await view(phone));
		for (const hand of hands) {
			expect(await stepsNoted(hand)).toHaveLength(1);
			expect(await hand.reminders.due()).toEqual([]);
			const drafts = (await hand.books.list('document', { where: { issued: false } })).rows;
			expect(drafts).toHaveLength(1);
			expect((await hand.books.get('draft', drafts[0]!.id)).lines).toHaveLength(1);
		}
	});
});

const step = fc.record({
	who: fc.nat({ max: 1 }),
	what: fc.constantFrom('make', 'make', 'skip', 'issue', 'write', 'delete', 'remind', 'day', 'leave', 'back'),
	n: fc.nat({ max: PERIODS - 1 })
});

it(
	`in ${RUNS} stories no period is made and no step is noted twice, and both devices say the same`,
	{ timeout: 60_000 + RUNS * 60_000 },
	async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
				try {
					vi.setSystemTime(Date.UTC(2026, 4, 1, 12));
					const { hands, meet } = await desk();
					for (const { who, what, n } of steps) {
						const { device, books, recurring, reminders } = hands[who as 0 | 1];
						const draft = periodId(PROFILE, n);
						if (what === 'make') await recurring.make(PROFILE, n, all.slice(0, n + 1));
						else if (what === 'skip') await recurring.make(PROFILE, n, []);
						else if (what === 'issue') await unlessRefused(books.issue(draft));
						else if (what === 'write') {
							const content = await unlessRefused(books.get('draft', draft));
							if (content) await unlessRefused(books.save('draft', draft, { ...content, notes: `by ${who}` }));
						} else if (what === 'delete') await unlessRefused(books.remove('draft', draft));
						else if (what === 'day') vi.setSystemTime(Date.now() + 86_400_000 * (n + 1));
						else if (what === 'leave') await device.session.stop();
						else if (what === 'back') await device.reconnect();
						else
							for (const due of await reminders.due())
								await unlessRefused(reminders.remind(due.documentId, due.step, { how: 'mail', withFee: n > 1 }));
					}
					await meet();
					const [one, other] = await Promise.all(hands.map(view));
					expect(one).toBe(other);
					const { books, device } = hands[0];
					const { rows } = await books.list('document');
					const periods: string[] = [];
					for (const row of rows) {
						const state = await device.workspace.read(row.id);
						const content = row.issued ? (await books.document(row.id)).document.content : state && (await books.get('draft', row.id));
						if (content?.recurring) periods.push(`${content.recurring.period}`);
					}
					// Issued by both before they met, it is with the client twice; then it is marked, and a person looks at it.
					const twice = device.workspace.refusals.filter(({ reason }) => reason === 'issued-twice').length;
					expect(periods.length - new Set(periods).size).toBeLessThanOrEqual(twice);
					for (const hand of hands) {
						const noted = await stepsNoted(hand);
						expect(new Set(noted).size).toBe(noted.length);
					}
				} finally {
					await endAll();
				}
			}),
			{ numRuns: RUNS, endOnFailure: true }
		);
	}
);
