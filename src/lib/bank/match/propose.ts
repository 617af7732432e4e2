/**
 * What each line of a statement probably paid. Pure, and the same on every device.
 *
 * [Note: how sure] A proposal is `sure` only where two things agree that do not follow from each other: the document's number and its exact amount;
 * or an account this client paid from before, or his whole name, and an amount that only one of his open documents has. Only such proposals are
 * offered to be accepted together. One of the two alone is `likely` or `possible`, and is looked at. Whatever speaks against it (another document
 * of the same amount, another line for the same document, a line like it in another file) takes the sureness away.
 */
import type { LoosePayment, Level, MatchLine, OpenItem, Proposal, Reason } from './items.ts';
import { NameIndex, type Named } from './name-index.ts';
import { isStrong, NumberIndex } from './numbers.ts';

export interface MatchBooks {
	items: readonly OpenItem[];
	payments: readonly LoosePayment[];
	/** Account of the other side -> parties whose money moved on it. */
	accounts: ReadonlyMap<string, ReadonlySet<string>>;
	/** Lines that may be the same as one in another file. */
	twins: ReadonlySet<string>;
}

/** Days between a payment recorded by hand and the bank's booking of it. */
const RECORDED_WITHIN = 10;
/** Documents of a party that are put together where no number names them. */
const MOST_TOGETHER = 24;

interface Money {
	currency: string;
	amount: bigint;
	exchanged: boolean;
}

/** Proposals in the order of their lines; several for one document or payment: the surest, then the first, keeps it. */
export function settle(proposals: Iterable<Proposal>): Map<string, Proposal> {
	const found = new Map<string, Proposal>();
	for (const each of settling([...proposals])) for (const [id, proposal] of each) found.set(id, proposal);
	return found;
}

/** The same, in parts that are done at once. */
export function* settling(proposals: readonly Proposal[], atOnce = Infinity): Generator<[string, Proposal][]> {
	const claimed = new Set<string>();
	let done: [string, Proposal][] = [];
	for (const level of ['sure', 'likely', 'possible'] as const) {
		for (const proposal of proposals) {
			if (proposal.level !== level) continue;
			const { shares, paymentId } = proposal;
			const isClaimed = shares.some(({ id }) => claimed.has(id)) || (paymentId !== undefined && claimed.has(paymentId));
			done.push([proposal.lineId, isClaimed ? weaker(proposal, { kind: 'claimed' }) : proposal]);
			if (!isClaimed) {
				for (const { id } of shares) claimed.add(id);
				if (paymentId !== undefined) claimed.add(paymentId);
			}
			if (done.length >= atOnce) {
				yield done;
				done = [];
			}
		}
	}
	yield done;
}

/** What is open of one party, the oldest first. */
interface Account {
	items: OpenItem[];
	sum: bigint;
}

export class Matcher {
	readonly #accounts: MatchBooks['accounts'];
	readonly #twins: MatchBooks['twins'];
	readonly #numbers = { in: new NumberIndex<OpenItem>(), out: new NumberIndex<OpenItem>() };
	readonly #byAmount = new Map<string, OpenItem[]>();
	readonly #byParty = new Map<string, Account>();
	readonly #bySum = new Map<string, { id: string; partyId: string }[]>();
	readonly #payments = new Map<string, LoosePayment[]>();
	readonly #names = new NameIndex();

	/** @param books whose accounts and twins may change while they are here */
	constructor({ items, payments, accounts, twins }: MatchBooks) {
		this.#accounts = accounts;
		this.#twins = twins;
		for (const item of items) this.add(item);
		for (const payment of payments) this.addPayment(payment);
	}

	/** True where its party's name is new. */
	add(item: OpenItem): boolean {
		this.#numbers[item.direction].add(item);
		push(this.#byAmount, amountKey(item.direction, item.currency, item.balance), item);
		const key = partyKey(item.direction, item.currency, item.partyId);
		const account = this.#byParty.get(key) ?? { items: [], sum: 0n };
		this.#byParty.set(key, account);
		this.#summed(account, item.direction, item.currency, item.partyId, () => {
			const at = account.items.findIndex((each) => compareAge(item, each) < 0);
			account.items.splice(at < 0 ? account.items.length : at, 0, item);
			account.sum += item.balance;
		});
		return this.#names.learn(item.partyId, item.partyName);
	}

	/** True where nobody has its party's name any more. */
	remove(item: OpenItem): boolean {
		this.#numbers[item.direction].remove(item);
		pull(this.#byAmount, amountKey(item.direction, item.currency, item.balance), item.id);
		const key = partyKey(item.direction, item.currency, item.partyId);
		const account = this.#byParty.get(key);
		if (account) {
			this.#summed(account, item.direction, item.currency, item.partyId, () => {
				account.items = account.items.filter(({ id }) => id !== item.id);
				account.sum -= item.balance;
			});
			if (account.items.length === 0) this.#byParty.delete(key);
		}
		return this.#names.forget(item.partyId, item.partyName);
	}

	/** Who the line surely speaks of. */
	certain(line: MatchLine): string[] {
		return this.#partiesOf(line).certain;
	}

	/** All that is open of a party. */
	sumOf(direction: 'in' | 'out', currency: string, partyId: string): bigint {
		return this.#byParty.get(partyKey(direction, currency, partyId))?.sum ?? 0n;
	}

	addPayment(payment: LoosePayment): boolean {
		push(this.#payments, amountKey(payment.direction, payment.currency, payment.amount), payment);
		return this.#names.learn(payment.partyId, payment.partyName);
	}

	removePayment(payment: LoosePayment): boolean {
		pull(this.#payments, amountKey(payment.direction, payment.currency, payment.amount), payment.id);
		return this.#names.forget(payment.partyId, payment.partyName);
	}

	propose(line: MatchLine): Proposal | undefined {
		if (line.left <= 0n) return undefined;
		const direction = line.amount < 0n ? 'out' : 'in';
		const own: Money = { currency: line.currency, amount: line.left, exchanged: false };
		const isWhole = line.left === (line.amount < 0n ? -line.amount : line.amount);
		const monies = line.original && isWhole ? [own, { ...line.original, exchanged: true }] : [own];
		const parties = this.#partiesOf(line);
		let best: Proposal | undefined;
		for (const money of monies) {
			for (const proposal of [
				this.#recorded(line, direction, money, parties),
				this.#numbered(line, direction, money, parties),
				this.#unnumbered(line, direction, money, parties)
			])
				if (proposal && (!best || rank(proposal.level) > rank(best.level))) best = proposal;
		}
		return best && this.#twins.has(line.id) ? weaker(best, { kind: 'twin' }) : best;
	}

	/** A payment of this amount stands in the books already. */
	#recorded(line: MatchLine, direction: 'in' | 'out', money: Money, parties: Parties): Proposal | undefined {
		const near = (this.#payments.get(amountKey(direction, money.currency, money.amount)) ?? []).filter(
			({ date }) => daysBetween(date, line.date) <= RECORDED_WITHIN
		);
		const named = near.filter(
			(payment) =>
				parties.how(payment.partyId) !== undefined || mentions(line.said, payment.reference) || mentions(line.said, payment.documents)
		);
		const [payment] = (named.length > 0 ? named : near).sort(
			(a, b) => daysBetween(a.date, line.date) - daysBetween(b.date, line.date) || compare(a.id, b.id)
		);
		if (!payment) return undefined;
		const level: Level = named.length === 1 ? 'sure' : named.length > 1 || near.length === 1 ? 'likely' : 'possible';
		const reasons: Reason[] = [{ kind: 'recorded' }, { kind: 'amount' }, ...parties.reasons(payment.partyId)];
		if (Math.max(named.length, near.length) > 1) reasons.push({ kind: 'several' });
		return { ...base(line, payment, money), level, shares: [], paymentId: payment.id, reasons };
	}

	/** Documents whose number stands in the line. */
	#numbered(line: MatchLine, direction: 'in' | 'out', money: Money, parties: Parties): Proposal | undefined {
		const all = this.#numbers[direction].find(line.said).filter(({ currency }) => currency === money.currency);
		if (all.length === 0) return undefined;
		// Of two parties' documents in one line, those of whom the rest of the line speaks.
		const known = all.filter(({ partyId }) => parties.how(partyId) !== undefined);
		const chosen = (known.length > 0 ? known : all).filter(({ partyId }, _, rest) => partyId === rest[0]!.partyId);
		const isAmbiguous = known.length === 0 && chosen.length < all.length;
		const items = oldestFirst(chosen);
		const sum = items.reduce((total, { balance }) => total + balance, 0n);
		const isSaid = items.every(({ number }) => isStrong(number)) || parties.how(items[0]!.partyId) !== undefined;
		const reasons: Reason[] = [
			...items.slice(0, 4).map(({ number }) => ({ kind: 'number' as const, number })),
			{ kind: money.amount === sum ? (items.length > 1 ? 'sum' : 'amount') : money.amount < sum ? 'part' : 'over' },
			...parties.reasons(items[0]!.partyId)
		];
		const level: Level = money.amount === sum && isSaid && !isAmbiguous ? 'sure' : isSaid && !isAmbiguous ? 'likely' : 'possible';
		return checked({ ...base(line, items[0]!, money), level, shares: shareOut(items, money.amount), reasons }, line, items, money);
	}

	/** By amount and who it was, where no number stands in the line. */
	#unnumbered(line: MatchLine, direction: 'in' | 'out', money: Money, parties: Parties): Proposal | undefined {
		const equal = this.#byAmount.get(amountKey(direction, money.currency, money.amount)) ?? [];
		let best: Proposal | undefined;
		for (const { partyId, how } of this.#candidates(direction, money, parties, equal)) {
			const account = this.#byParty.get(partyKey(direction, money.currency, partyId));
			if (!account) continue;
			const { items: own, sum } = account;
			const isHim = how.account || how.name === 1;
			const same = equal.length > 0 ? own.filter(({ balance }) => balance === money.amount) : [];
			const isSum = same.length === 0 && own.length > 1 && own.length <= MOST_TOGETHER && sum === money.amount;
			let level: Level = 'possible';
			if (same.length > 0) {
				const isCertain = same.length === 1 && (how.account || (how.name === 1 && equal.length === 1));
				level = isCertain ? 'sure' : how.account || how.name >= 0.5 ? 'likely' : 'possible';
			} else if (isSum) level = isHim ? 'likely' : 'possible';
			else if (!isHim) continue;
			// What speaks against a proposal only makes it less sure.
			if (best && rank(level) <= rank(best.level)) continue;
			const reasons: Reason[] =
				same.length > 0
					? [{ kind: 'amount' }, { kind: same.length > 1 ? 'several' : 'only' }]
					: [{ kind: isSum ? 'sum' : money.amount < sum ? 'part' : 'over' }];
			reasons.push(...parties.reasons(partyId));
			const items = same.length > 0 ? same.slice(0, 1) : own.slice(0, MOST_TOGETHER);
			const shares = shareOut(items, money.amount);
			const proposal = checked({ ...base(line, items[0]!, money), level, shares, reasons }, line, items, money);
			if (!best || rank(proposal.level) > rank(best.level)) best = proposal;
		}
		if (best || equal.length === 0) return best;
		// The amount alone: looked at, never believed.
		const [item] = oldestFirst(equal);
		const reasons: Reason[] = [{ kind: 'amount' }, { kind: equal.length > 1 ? 'several' : 'only' }];
		if (equal.length > 3) return undefined;
		return checked(
			{ ...base(line, item!, money), level: 'possible', shares: shareOut([item!], money.amount), reasons },
			line,
			[item!],
			money
		);
	}

	/** Of those the line may speak of: who has a document or a sum of this amount, and who it surely is; the likeliest first. */
	#candidates(direction: 'in' | 'out', { currency, amount }: Money, parties: Parties, equal: readonly OpenItem[]) {
		const ids = new Set(equal.map(({ partyId }) => partyId));
		for (const { partyId } of this.#bySum.get(amountKey(direction, currency, amount)) ?? []) ids.add(partyId);
		for (const partyId of parties.certain) ids.add(partyId);
		const known = [...ids].flatMap((partyId) => {
			const how = parties.how(partyId);
			return how ? [{ partyId, how }] : [];
		});
		return known.sort((a, b) => Number(b.how.account) - Number(a.how.account) || b.how.name - a.how.name || compare(a.partyId, b.partyId));
	}

	/** Parties by what is open of them in sum. */
	#summed(account: Account, direction: 'in' | 'out', currency: string, partyId: string, change: () => void): void {
		const key = () => amountKey(direction, currency, account.sum);
		pull(this.#bySum, key(), partyId);
		change();
		if (account.items.length > 1) push(this.#bySum, key(), { id: partyId, partyId });
	}

	#partiesOf(line: MatchLine): Parties {
		const holders = this.#accounts.get(line.counterAccount);
		// An account two clients paid from says only that it is one of them.
		const [holder] = holders?.size === 1 ? holders : [];
		return new Parties(holder, this.#names.find(line.name || line.said));
	}
}

/** Who the line probably speaks of, and why. */
class Parties {
	/** Whose account it is. */
	readonly #holder: string | undefined;
	readonly #named: Named;

	constructor(holder: string | undefined, named: Named) {
		this.#holder = holder;
		this.#named = named;
	}

	get certain(): string[] {
		return [...(this.#holder === undefined ? [] : [this.#holder]), ...this.#named.whole];
	}

	how(partyId: string): { account: boolean; name: number } | undefined {
		const account = partyId === this.#holder;
		const name = this.#named.shares.get(partyId) ?? 0;
		return account || name > 0 ? { account, name } : undefined;
	}

	reasons(partyId: string): Reason[] {
		const how = this.how(partyId);
		return [...(how?.account ? [{ kind: 'account' } as const] : []), ...(how && how.name >= 0.5 ? [{ kind: 'name' } as const] : [])];
	}
}

function base(line: MatchLine, { partyId, partyName }: { partyId: string; partyName: string }, { currency, amount }: Money) {
	return { lineId: line.id, partyId, partyName, currency, amount, taken: line.left };
}

/** What speaks against it is said, and takes the sureness away. */
function checked(proposal: Proposal, line: MatchLine, items: readonly OpenItem[], money: Money): Proposal {
	let found = proposal;
	if (items.some(({ issueDate }) => line.date < issueDate)) found = weaker(found, { kind: 'early' });
	return money.exchanged ? { ...found, reasons: [...found.reasons, { kind: 'exchanged' }] } : found;
}

function weaker(proposal: Proposal, reason: Reason): Proposal {
	const level = proposal.level === 'sure' && reason.kind === 'early' ? 'likely' : 'possible';
	return { ...proposal, level, reasons: [...proposal.reasons, reason] };
}

/** The oldest first, as when a person records a payment. */
function shareOut(items: readonly OpenItem[], amount: bigint): Proposal['shares'] {
	let left = amount;
	return items.flatMap(({ id, number, balance }) => {
		const share = balance < left ? balance : left;
		left -= share;
		return share > 0n ? [{ id, number, amount: share, open: balance }] : [];
	});
}

function oldestFirst(items: readonly OpenItem[]): OpenItem[] {
	return [...items].sort(compareAge);
}

function compareAge(a: OpenItem, b: OpenItem): number {
	const day = ({ dueDate, issueDate }: OpenItem) => dueDate || issueDate;
	return compare(day(a), day(b)) || compare(a.issueDate, b.issueDate) || compare(a.number, b.number) || compare(a.id, b.id);
}

function mentions(said: string, part: string): boolean {
	const wanted = part.split(/[,\s]+/).filter((each) => each.length >= 4);
	return wanted.length > 0 && new NumberIndex(wanted.map((number) => ({ id: number, number }))).find(said).length > 0;
}

function daysBetween(a: string, b: string): number {
	return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}

function rank(level: Level): number {
	return { sure: 3, likely: 2, possible: 1 }[level];
}

export function amountKey(direction: string, currency: string, amount: bigint): string {
	return `${direction} ${currency} ${amount}`;
}

function partyKey(direction: string, currency: string, partyId: string): string {
	return `${direction} ${currency} ${partyId}`;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
	const known = map.get(key);
	if (known) known.push(value);
	else map.set(key, [value]);
}

function pull<V extends { id: string }>(map: Map<string, V[]>, key: string, id: string): void {
	const left = map.get(key)?.filter((each) => each.id !== id) ?? [];
	if (left.length > 0) map.set(key, left);
	else map.delete(key);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
