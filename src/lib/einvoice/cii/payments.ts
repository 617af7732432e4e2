/** BG-16 in CII D16B: an element for each account; what all have alike, and the mandate, stand elsewhere in the settlement. */
import { around, holding, leaf, readInto, type Field } from '../xml/fields.ts';
import type { PaymentInstructions } from '../model.ts';

interface Means {
	means: string;
	meansText?: string;
	card?: string;
	holder?: string;
	debited?: string;
	iban?: string;
	accountName?: string;
	account?: string;
	provider?: string;
}

const MEANS: Field<Means>[] = [
	leaf('ram:TypeCode', 'means'),
	leaf('ram:Information', 'meansText'),
	around('ram:ApplicableTradeSettlementFinancialCard', [leaf('ram:ID', 'card'), leaf('ram:CardholderName', 'holder')]),
	leaf('ram:PayerPartyDebtorFinancialAccount/ram:IBANID', 'debited'),
	around('ram:PayeePartyCreditorFinancialAccount', [
		leaf('ram:IBANID', 'iban'),
		leaf('ram:AccountName', 'accountName'),
		leaf('ram:ProprietaryID', 'account')
	]),
	leaf('ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID', 'provider')
];

interface WithPayments {
	payments: PaymentInstructions[];
}

export const PAYMENT_MEANS: Field<WithPayments> = {
	write: ({ payments }, scope) =>
		payments.flatMap((each) => flat(each).flatMap((means) => holding('ram:SpecifiedTradeSettlementPaymentMeans', MEANS, means, scope))),
	read(into, from, reading) {
		for (const each of from.children)
			if (each.name === 'ram:SpecifiedTradeSettlementPaymentMeans')
				take(into.payments, readInto<Means>({ means: '' }, each, MEANS, reading));
	}
};

interface Shared {
	creditorId?: string;
	remittance?: string;
}

/** BT-90 and BT-83, said once for all. They come before the means, and are given to them by `shareOut`. */
const SHARED: Field<Shared>[] = [leaf('ram:CreditorReferenceID', 'creditorId'), leaf('ram:PaymentReference', 'remittance')];

export const SHARED_OF_PAYMENTS: Field<WithPayments> = {
	write: ({ payments }, scope) => {
		const creditorId = payments.find(({ directDebit }) => directDebit?.creditorId)?.directDebit?.creditorId;
		const remittance = payments.find((each) => each.remittance)?.remittance;
		const shared: Shared = { ...(creditorId && { creditorId }), ...(remittance && { remittance }) };
		return SHARED.flatMap((field) => field.write(shared, scope));
	},
	// Read where the means are known: `SHARED_READ`.
	read: () => undefined
};

const mandateOf = (path: string) => leaf<{ mandate?: string }>(path, 'mandate');
const MANDATE = 'ram:DirectDebitMandateID';

/** BT-89, within the terms of payment. */
export const MANDATE_OF_PAYMENTS: Field<WithPayments> = {
	write: ({ payments }, scope) => {
		const mandate = payments.find(({ directDebit }) => directDebit?.mandate)?.directDebit?.mandate;
		return mandate ? mandateOf(MANDATE).write({ mandate }, scope) : [];
	},
	read: () => undefined
};

/** Comes after the means. */
export const SHARED_READ: Field<WithPayments> = {
	write: () => [],
	read(into, from, reading) {
		const { creditorId, remittance } = readInto<Shared>({}, from, SHARED, reading);
		const { mandate } = readInto<{ mandate?: string }>({}, from, [mandateOf(`ram:SpecifiedTradePaymentTerms/${MANDATE}`)], reading);
		if (!creditorId && !remittance && !mandate) return;
		if (into.payments.length === 0) into.payments.push({ means: '', transfers: [] });
		if (remittance) for (const each of into.payments) each.remittance = remittance;
		if (!creditorId && !mandate) return;
		const debited = into.payments.find(({ directDebit }) => directDebit) ?? into.payments[0]!;
		debited.directDebit = { ...(mandate && { mandate }), ...(creditorId && { creditorId }), ...debited.directDebit };
	}
};

/** ISO 13616: country, check digits, up to 30 more. Anything else is an account of another kind. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/;

function flat({ means, meansText, card, directDebit, transfers }: PaymentInstructions): Means[] {
	const common: Means = { means, ...(meansText && { meansText }) };
	const first: Means = {
		...common,
		...(card && { card: card.number, ...(card.holder && { holder: card.holder }) }),
		...(directDebit?.account && { debited: directDebit.account })
	};
	if (transfers.length === 0) return [first];
	return transfers.map(({ account, name, provider }, index) => ({
		...(index === 0 ? first : common),
		...(IBAN.test(account.replaceAll(' ', '')) ? { iban: account } : { account }),
		...(name && { accountName: name }),
		...(provider && { provider })
	}));
}

function take(payments: PaymentInstructions[], { means, meansText, card, holder, debited, iban, account, accountName, provider }: Means) {
	const number = iban ?? account;
	const transfer =
		number || accountName || provider
			? { account: number ?? '', ...(accountName && { name: accountName }), ...(provider && { provider }) }
			: undefined;
	const last = payments.at(-1);
	if (last && transfer && last.transfers.length > 0 && !card && !debited && last.means === means && last.meansText === meansText) {
		last.transfers.push(transfer);
		return;
	}
	payments.push({
		means,
		...(meansText && { meansText }),
		transfers: transfer ? [transfer] : [],
		...(card && { card: { number: card, ...(holder && { holder }) } }),
		...(debited && { directDebit: { account: debited } })
	});
}
