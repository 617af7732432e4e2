/** Where a document is paid to: which accounts, and what is said of each. */
import type { BankAccount } from '../../../business/business.ts';
import { groupedIban } from '../format.ts';
import type { PaperLook } from './look.ts';

/** Accounts in the document's currency or in none; all, when there is no such account. The main one first. */
export function accountsFor(accounts: BankAccount[], currency: string): BankAccount[] {
	const matching = accounts.filter((account) => !account.currency || account.currency === currency);
	return [...(matching.length > 0 ? matching : accounts)].sort((a, b) => Number(b.primary) - Number(a.primary));
}

export function accountPairs(
	account: BankAccount,
	{ labels, document }: Pick<PaperLook, 'labels' | 'document'>,
	several: boolean
): [string, string][] {
	const holder = account.holder || document.seller.name;
	const pairs: [string, string | undefined][] = [
		['', several ? account.label : ''],
		[labels.holder, holder],
		[labels.bank, account.bank],
		[labels.iban, account.iban && groupedIban(account.iban)],
		[labels.bic, account.bic],
		[labels.routing, account.routing],
		[labels.account, account.account]
	];
	return pairs.filter((pair): pair is [string, string] => !!pair[1]?.trim());
}
