/** BG-16 in UBL 2.1: an element for each account, repeating what they have alike. */
import { around, fixed, group, holding, leaf, readInto, type Field } from '../xml/fields.ts';
import type { CreditTransfer, PaymentCard, PaymentInstructions } from '../model.ts';

interface Means {
	means: string;
	meansText?: string;
	/** BT-9, which a credit note has no other place for. */
	dueDate?: string;
	remittance?: string;
	card?: PaymentCard;
	transfer?: CreditTransfer;
	mandate?: { id?: string; account?: string };
}

const MEANS: Field<Means>[] = [
	leaf('cbc:PaymentMeansCode', 'means', { attributes: { name: 'meansText' } }),
	leaf('cbc:PaymentDueDate', 'dueDate'),
	leaf('cbc:PaymentID', 'remittance'),
	group('cac:CardAccount', 'card', () => ({ number: '' }), [
		leaf('cbc:PrimaryAccountNumberID', 'number'),
		// The schema wants the network of the card, which the model does not know.
		fixed('cbc:NetworkID', 'NA', true),
		leaf('cbc:HolderName', 'holder')
	]),
	group('cac:PayeeFinancialAccount', 'transfer', () => ({ account: '' }), [
		leaf('cbc:ID', 'account'),
		leaf('cbc:Name', 'name'),
		leaf('cac:FinancialInstitutionBranch/cbc:ID', 'provider')
	]),
	group('cac:PaymentMandate', 'mandate', () => ({}), [
		leaf('cbc:ID', 'id'),
		around('cac:PayerFinancialAccount', [leaf('cbc:ID', 'account')])
	])
];

interface WithPayments {
	payments: PaymentInstructions[];
	dueDate?: string;
}

export const PAYMENTS: Field<WithPayments> = {
	write: ({ payments, dueDate }, scope) =>
		payments.flatMap((payment) =>
			flat(payment).flatMap((means) =>
				holding('cac:PaymentMeans', MEANS, scope.isCreditNote && dueDate ? { ...means, dueDate } : means, scope)
			)
		),
	read(into, from, reading) {
		for (const each of from.children) {
			if (each.name !== 'cac:PaymentMeans') continue;
			const means = readInto<Means>({ means: '' }, each, MEANS, reading);
			if (means.dueDate) into.dueDate ??= means.dueDate;
			take(into.payments, means);
		}
	}
};

function flat({ means, meansText, remittance, transfers, card, directDebit }: PaymentInstructions): Means[] {
	const common: Means = { means, ...(meansText && { meansText }), ...(remittance && { remittance }) };
	const { mandate: id, account } = directDebit ?? {};
	const first: Means = {
		...common,
		...(card && { card }),
		...((id || account) && { mandate: { ...(id && { id }), ...(account && { account }) } })
	};
	if (transfers.length === 0) return [first];
	return transfers.map((transfer, index) => ({ ...(index === 0 ? first : common), transfer }));
}

function take(payments: PaymentInstructions[], { means, meansText, remittance, card, transfer, mandate }: Means) {
	const last = payments.at(-1);
	const goesOn = last && transfer && last.transfers.length > 0 && !card && !mandate;
	if (goesOn && last.means === means && last.meansText === meansText && last.remittance === remittance) {
		last.transfers.push(transfer);
		return;
	}
	payments.push({
		means,
		...(meansText && { meansText }),
		...(remittance && { remittance }),
		transfers: transfer ? [transfer] : [],
		...(card && { card }),
		...(mandate && { directDebit: { ...(mandate.id && { mandate: mandate.id }), ...(mandate.account && { account: mandate.account }) } })
	});
}
