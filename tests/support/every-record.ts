/**
 * Books with every type of record that there is, written by the commands that screens use. Tests of what must hold of each type (syncing, backups,
 * copies, roles, canaries) go by this list, and a type that is missing here fails them all.
 */
import { deviceRecordId } from '#lib/devices/records.ts';
import { encodeFact } from '#lib/documents/records.ts';
import { encodeSeriesEvent } from '#lib/documents/series-events.ts';
import { templateOf } from '#lib/recurring/period-content.ts';
import { encodeLink, encodeLinkEvent } from '#lib/sharing/records.ts';
import { encodeShare } from '#lib/sharing/period-share.ts';
import { memberRecordId } from '#lib/team/records.ts';
import { ApprovalCommands } from '#lib/worker/approval-commands.ts';
import { BankCommands } from '#lib/worker/bank-commands.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { CommentCommands } from '#lib/worker/comment-commands.ts';
import { ExpenseCommands } from '#lib/worker/expense-commands.ts';
import { IssuerCommands } from '#lib/worker/issuer-commands.ts';
import { PartyMerge } from '#lib/worker/party-merge.ts';
import { businessId } from '#lib/worker/registry.ts';
import { addEvents } from '#lib/worker/spain-events.ts';
import { TimeCommands } from '#lib/worker/time-commands.ts';
import { memberOf } from '#lib/workspace/authority.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { putNamedFile } from '#lib/workspace/file-type.ts';
import type { WorkspaceHome } from '#lib/workspace/home.ts';
import { encodeJson } from '#lib/workspace/json.ts';
import { besideLog, readableEntries } from '#lib/workspace/readable-log.ts';
import type { Workspace } from '#lib/workspace/workspace.ts';
import { aBusiness, aLine, anInvoice, anItem, aParty } from './books.ts';
import { elsewhereDocument } from './elsewhere.ts';
import { aBill, aReceipt } from './expenses.ts';
import { anEntry, aProject, aTask } from './time.ts';

export interface FullBooks {
	workspace: Workspace;
	home: WorkspaceHome;
}

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [CLIENT, SUPPLIER, TWIN] = [id('a', 1), id('a', 2), id('a', 3)];
const [SERIES, ISSUED, DRAFT, BILL, COST, RATES] = [id('b'), id('d', 1), id('d', 2), id('e', 1), id('e', 2), id('c', 1)];
const DAY = '2026-11-21';
const [OLD, WRONG] = [id('d', 3), id('d', 4)];
const [LINK, SHARE] = ['c7'.repeat(16), 'c8'.repeat(16)];
const [PROJECT, TASK] = [id('9', 1), id('9', 2)];
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const FILE = 'f1'.repeat(32);

/**
 * What is there before: who keeps the books, a client, and the numbers to give. On shared books it asks the relay for them. `pattern` is of those
 * numbers, where the books have others.
 */
export async function beginBooks({ workspace, home }: FullBooks, pattern = 'F{YYYY}-{0000}'): Promise<void> {
	const wsId = toHex(home.keys.wsId);
	const books = new BookCommands(workspace, home, wsId);
	await books.save('business', businessId(wsId), aBusiness());
	await books.save('party', CLIENT, aParty({ name: 'Client' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern, start: 1, yearly: true });
	await books.series.leaseFree();
}

/** What writes each type, in an order in which one can follow on the other. */
export async function writeEachType({ workspace, home }: FullBooks): Promise<void> {
	const wsId = toHex(home.keys.wsId);
	const books = new BookCommands(workspace, home, wsId);
	const [expenses, bank, comments] = [
		new ExpenseCommands(workspace, books),
		new BankCommands(workspace, books),
		new CommentCommands(workspace)
	];
	const approval = new ApprovalCommands(workspace, books, wsId);
	const { device, membership } = workspace;

	await books.save('business', businessId(wsId), aBusiness({ tradeName: 'Full books', logo: FILE }));
	const spanish = { ...aBusiness(), taxIds: [{ kind: 'nif', country: 'ES', label: 'NIF', value: '89890001K' }] };
	await workspace.save((transaction) => addEvents(transaction, spanish, [{ kind: 'restored' }]));
	await books.save('party', SUPPLIER, aParty({ name: 'Supplier', roles: ['supplier'] }));
	await books.save('party', TWIN, aParty({ name: 'The supplier', roles: ['supplier'] }));
	await new PartyMerge(workspace).merge(TWIN, SUPPLIER, true);
	await books.save('item', id('c'), anItem());
	await books.save('series', SERIES, { ...(await books.get('series', SERIES)), name: 'All invoices' });
	await workspace.save((transaction) => transaction.add('series-event', SERIES, 'put', encodeSeriesEvent({ kind: 'noted', date: DAY })));
	const content = anInvoice({ partyId: CLIENT, seriesId: SERIES, issueDate: DAY, dueDate: '2026-12-21', lines: [aLine()] });
	await books.save('draft', ISSUED, content);
	await books.issue(ISSUED);
	await new IssuerCommands(workspace, home.keys, wsId).sign(ISSUED);
	await books.addFact({ kind: 'sent', documentId: ISSUED, at: `${DAY}T10:00:00.000Z`, channel: 'mail' });
	const old = elsewhereDocument({ partyId: CLIENT, number: 'OLD-7', issueDate: DAY, open: '100' });
	await workspace.save((transaction) => transaction.add('issued-elsewhere', OLD, 'put', encodeJson(old)));
	const money = { amount: '10', currency: 'CAD', method: 'transfer' } as const;
	await books.payments.record({ kind: 'payment', partyId: CLIENT, partyName: 'Client', date: DAY, ...money }, [
		{ id: ISSUED, amount: '10' }
	]);
	await books.payments.record({ kind: 'payment', partyId: CLIENT, partyName: 'Client', date: DAY, ...money }, [{ id: OLD, amount: '10' }]);
	const wrong = elsewhereDocument({ partyId: CLIENT, number: 'OLD-8', issueDate: DAY });
	await workspace.save((transaction) => transaction.add('issued-elsewhere', WRONG, 'put', encodeJson(wrong)));
	const back = encodeFact({ kind: 'taken-back', documentId: WRONG, at: `${DAY}T10:00:00.000Z` });
	await workspace.save((transaction) => transaction.add('fact', WRONG, 'put', back));
	await books.save('invoice-profile', id('c', 2), {
		title: 'Hosting',
		template: templateOf(content),
		schedule: { unit: 'month', every: 1, start: '2026-12-31' },
		billed: 'none',
		from: 0,
		paused: false
	});
	for (const [expense, value] of [
		[BILL, aBill({ supplierId: SUPPLIER })],
		[COST, aReceipt()]
	] as const)
		await books.save('expense', expense, value);
	await expenses.book(BILL);
	await expenses.cancel(BILL, 'wrong');
	await books.save('expense-profile', id('c', 3), {
		title: 'Rent',
		template: aBill({ supplierId: SUPPLIER, number: '', date: '', dueDate: '' }),
		schedule: { unit: 'month', every: 1, start: '2026-12-31' },
		from: 0,
		paused: false
	});
	const line = {
		date: DAY,
		amount: '5.00',
		currency: 'CAD',
		bankReference: 'B1',
		name: 'Someone',
		counterAccount: '',
		text: '',
		references: []
	};
	const said = { format: 'csv', account: 'DE89370400440532013000', currency: 'CAD' } as const;
	const statement = { ...said, bank: '', holder: '', number: '1', from: DAY, to: DAY, lines: [line] };
	await bank.import([{ statement, skipTwins: false, onlyIn: false }]);
	const [bankLine] = workspace.list('bank-line').keys();
	await bank.setAside([bankLine!], true, `${DAY}T10:00:00.000Z`);
	await workspace.save(async (transaction) => {
		await transaction.putLive('rates', RATES, {
			source: 'ECB',
			base: 'EUR',
			month: '2026-11',
			days: [{ date: DAY, rates: { CAD: '1.6' } }]
		});
		await putNamedFile(home, transaction, FILE, PNG, workspace.epoch);
		await transaction.putLive('device', deviceRecordId(device), { name: 'Laptop' });
		await transaction.putLive('member', memberRecordId(memberOf(membership, device)!), { name: 'Ada' });
	});
	await comments.add(ISSUED, 'Look at this');
	const [comment] = workspace.list('comment').keys();
	await comments.say(comment!, 'resolved');
	await writeLink(workspace);
	await books.save('project', PROJECT, aProject({ clientId: CLIENT }));
	await books.save('task', TASK, aTask({ projectId: PROJECT }));
	await new TimeCommands(workspace, books).save(undefined, anEntry({ projectId: PROJECT, taskId: TASK }));
	await books.save('draft', DRAFT, content);
	await approval.setRule(true);
	await approval.submit(DRAFT);
}

async function writeLink(workspace: Workspace): Promise<void> {
	const key = (fill: number) => new Uint8Array(32).fill(fill);
	const at = `${DAY}T10:00:00.000Z`;
	const link = {
		...{ documentId: ISSUED, secret: key(1), root: key(2), answerKey: { publicKey: key(3), secretKey: key(4) }, shown: key(5) },
		...{ passphrase: false, answers: ['question' as const], expires: 20_900, status: 'unpaid', at }
	};
	const said = { kind: 'question', text: 'When?' } as const;
	const answered = { kind: 'answered', at, answer: id('5'), version: 1, offered: true, said } as const;
	await workspace.save(async (transaction) => {
		await transaction.add('client-link', LINK, 'put', encodeLink(link));
		await transaction.add('client-link-event', LINK, 'put', encodeLinkEvent(answered));
		const share = { secret: key(6), parts: 1, from: '2026-10-01', to: DAY, expires: 20_900, at };
		await transaction.add('period-share', SHARE, 'put', encodeShare(share));
	});
}

/** Types of all operations that the log holds, and of those that wait for their place in it. */
export async function typesIn({ workspace, home }: FullBooks): Promise<Set<string>> {
	const types = new Set<string>();
	const beside = await besideLog(home, workspace.books.head);
	for await (const { operations } of readableEntries(home, 0, Number.MAX_SAFE_INTEGER, beside))
		for (const { type } of operations) types.add(type);
	return types;
}

/** All records of these books as they are, by id: what a person sees of them, and what was said of them. */
export async function statesOf({ workspace, home }: FullBooks): Promise<Record<string, { type: string }>> {
	const ids = new Set<string>();
	const beside = await besideLog(home, workspace.books.head);
	for await (const { operations } of readableEntries(home, 0, Number.MAX_SAFE_INTEGER, beside))
		for (const { recordId } of operations) ids.add(toHex(recordId));
	const states: Record<string, { type: string }> = {};
	for (const each of [...ids].sort()) {
		const state = await workspace.read(each);
		if (!state) continue;
		const { type, frozen, facts, removed = false } = state;
		const value = state.live ? await workspace.live(type, each) : undefined;
		const found = { type, value, frozen: frozen && toHex(frozen), said: facts.map(({ body }) => body), removed };
		states[each] = found;
	}
	return states;
}
