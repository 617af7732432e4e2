/** The words of the Swiss payment part: fixed in four languages (Swiss Implementation Guidelines QR-bill 2.3, Annex D). */

export interface SwissLabels {
	receipt: string;
	paymentPart: string;
	account: string;
	reference: string;
	information: string;
	currency: string;
	amount: string;
	acceptance: string;
	payableBy: string;
	/** Where the payer writes name and address. */
	payableByBlank: string;
	separate: string;
}

const de: SwissLabels = {
	receipt: 'Empfangsschein',
	paymentPart: 'Zahlteil',
	account: 'Konto / Zahlbar an',
	reference: 'Referenz',
	information: 'Zusätzliche Informationen',
	currency: 'Währung',
	amount: 'Betrag',
	acceptance: 'Annahmestelle',
	payableBy: 'Zahlbar durch',
	payableByBlank: 'Zahlbar durch (Name/Adresse)',
	separate: 'Vor der Einzahlung abzutrennen'
};

const fr: SwissLabels = {
	receipt: 'Récépissé',
	paymentPart: 'Section paiement',
	account: 'Compte / Payable à',
	reference: 'Référence',
	information: 'Informations supplémentaires',
	currency: 'Monnaie',
	amount: 'Montant',
	acceptance: 'Point de dépôt',
	payableBy: 'Payable par',
	payableByBlank: 'Payable par (nom/adresse)',
	separate: 'A détacher avant le versement'
};

const it: SwissLabels = {
	receipt: 'Ricevuta',
	paymentPart: 'Sezione pagamento',
	account: 'Conto / Pagabile a',
	reference: 'Riferimento',
	information: 'Informazioni supplementari',
	currency: 'Valuta',
	amount: 'Importo',
	acceptance: 'Punto di accettazione',
	payableBy: 'Pagabile da',
	payableByBlank: 'Pagabile da (nome/indirizzo)',
	separate: 'Da staccare prima del versamento'
};

const en: SwissLabels = {
	receipt: 'Receipt',
	paymentPart: 'Payment part',
	account: 'Account / Payable to',
	reference: 'Reference',
	information: 'Additional information',
	currency: 'Currency',
	amount: 'Amount',
	acceptance: 'Acceptance point',
	payableBy: 'Payable by',
	payableByBlank: 'Payable by (name/address)',
	separate: 'Separate before paying in'
};

const byLanguage: Record<string, SwissLabels> = { de, fr, it, en };

export function swissLabelsFor(language: string): SwissLabels {
	return byLanguage[language.toLowerCase().split('-')[0]!] ?? en;
}
