/** What of an e-invoice its reader should know before the bill made of it is booked, or why none can be made. */

/** Key of `notice_<kind>` in the messages. */
export type NoticeKind =
	/** {amount} counts as paid already, and stands as a line of its own. */
	| 'prepaid'
	/** Its sums do not give what it asks for: {amount} stands as a line of its own. */
	| 'difference'
	/** Amounts of lines have more decimals than {currency}. */
	| 'fractions'
	/** It has {count} lines: those with the same tax became one. */
	| 'grouped'
	/** It names no lines: they are the sums by tax. */
	| 'noLines'
	/** Texts longer than a bill has room for were shortened. */
	| 'shortened'
	/** Tax of {country}, which is not taken off in the business's own declaration. */
	| 'foreignVat'
	/** Taxes were taken as amounts: by their rates they come to something else. */
	| 'taxByAmount'
	/** The buyer owes the tax: {rate} % was entered as owed by the business itself. */
	| 'selfAssessed'
	/** The buyer owes the tax, and the business has no rate to work it out by. */
	| 'selfAssessedUnknown'
	/** Goods out of another country's territory: their tax comes with the paper of the customs. */
	| 'importLater'
	| 'creditNote'
	/** It asks for money ahead. */
	| 'prepayment'
	/** It is in place of {number}. */
	| 'corrects'
	/** It is addressed to {name}. */
	| 'otherBuyer'
	/** The money goes to {name}. */
	| 'payee'
	/** The supplier takes the money himself. */
	| 'debit'
	/** It was paid, or is paid, by card. */
	| 'card'
	/** A rate of exchange has to be entered. */
	| 'rate'
	/** {count} texts of the file have no place in the model. */
	| 'unread';

export interface Notice {
	kind: NoticeKind;
	args?: Record<string, string | number>;
}

/** Key of `refused_<kind>` in the messages. */
export type BillRefusal =
	/** It was issued by this business. */
	| 'own'
	/** The buyer issued it in the seller's name: the business is the one who is paid. */
	| 'selfBilled'
	/** A currency that is not known. */
	| 'currency'
	/** It does not say what is to be paid. */
	| 'total'
	/** An amount is no number. */
	| 'amount';
