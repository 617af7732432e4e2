/** What the code of a document says, as the document has it, and the code itself where the log has all that it takes. */
import type { SellerSnapshot, IssuedDocument } from '../../documents/document.ts';
import { isInvoice } from '../../documents/kinds.ts';
import { fromHex } from '../../workspace/bytes.ts';
import { isSigned } from '../code/check-code.ts';
import { MAX_SUCCESSIONS, writeCode, type Certificate, type CodedDocument, type Succession } from '../code/format.ts';
import type { IssuerChain } from './chain.ts';
import { certificateOf, type IssueSignature } from './events.ts';

/** The number for VAT, which other countries know too; else the first there is. What has no VAT number on it (see `isUntaxedFee`) is signed under the other. */
export function sellerOf({ name, taxIds }: Pick<SellerSnapshot, 'name' | 'taxIds'>): Pick<Certificate, 'name' | 'taxId'> | undefined {
	const written = taxIds.filter(({ value }) => value.trim() !== '');
	const id = written.find(({ kind }) => kind === 'vat') ?? written[0];
	const seller = { name: name.trim(), taxId: id?.value.trim() ?? '' };
	return seller.name === '' ? undefined : seller;
}

/** The account is the one that stands first on the page; none where the page asks for no money. */
export function codedOf({
	number,
	content,
	seller,
	totals
}: Pick<IssuedDocument, 'number' | 'content' | 'seller' | 'totals'>): CodedDocument {
	const matching = seller.bankAccounts.filter(({ currency }) => !currency || currency === content.currency);
	const printed = (matching.length > 0 ? matching : seller.bankAccounts).filter(({ iban }) => iban?.trim());
	const asks = isInvoice(content.type) && /^[^-]*[1-9]/.test(totals.payable);
	const account = asks ? (printed.find(({ primary }) => primary) ?? printed[0]) : undefined;
	return {
		type: content.type,
		number,
		date: content.issueDate,
		total: totals.payable,
		currency: content.currency,
		iban: (account?.iban ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '')
	};
}

/**
 * Undefined where there is none (yet): no signature of a device that was certified for this seller, or a document that fits no code. The newest
 * certificate is taken: it holds the longest, and comes from the key that counts.
 */
export function documentCode(document: IssuedDocument, chain: IssuerChain, said: readonly IssueSignature[]): string | undefined {
	const seller = sellerOf(document.seller);
	if (!seller) return undefined;
	for (const { key, signature } of said) {
		const certified = chain.certificates.findLast(
			(each) =>
				each.device === key && each.name === seller.name && each.taxId === seller.taxId && each.notAfter >= document.content.issueDate
		);
		if (!certified) continue;
		try {
			const coded = codedOf(document);
			if (!isSigned(fromHex(key), coded, seller, fromHex(signature))) continue;
			return writeCode({
				document: coded,
				certificate: certificateOf(certified),
				successions: successionsTo(chain, certified.issuer),
				signature: fromHex(signature)
			});
		} catch (error) {
			if (error instanceof RangeError) return undefined;
			throw error;
		}
	}
	return undefined;
}

/** Back from a key to those before it, until one came without the word of the one before. */
function successionsTo({ keys }: IssuerChain, issuer: string): Succession[] {
	const found: Succession[] = [];
	for (let at = keys.findIndex(({ key }) => key === issuer); at > 0 && found.length < MAX_SUCCESSIONS; at--) {
		const { word } = keys[at]!;
		if (word === undefined) break;
		found.push({ previous: fromHex(keys[at - 1]!.key), signature: fromHex(word) });
	}
	return found;
}
