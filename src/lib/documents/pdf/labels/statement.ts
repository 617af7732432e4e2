/** The printed words of a client's statement. A language that lacks one of them does not compile. */
import type { PaymentMethod } from '../../document.ts';

export interface StatementLabels {
	statement: string;
	/** Above the client's address. */
	to: string;
	date: string;
	/** Of a statement of what is open. */
	asOf: string;
	period: string;
	currency: string;
	number: string;
	/** Of what is paid by instalments; its number follows. */
	part: string;
	due: string;
	total: string;
	settled: string;
	open: string;
	what: string;
	billed: string;
	paid: string;
	balance: string;
	invoice: (number: string) => string;
	creditNote: (number: string) => string;
	payment: (method: string) => string;
	deposit: (method: string) => string;
	refund: (method: string) => string;
	writeOff: (number: string) => string;
	/** A payment that the bank took back, by its method. */
	returned: (method: string) => string;
	/** What had been written off is owed again. */
	reinstated: (number: string) => string;
	opening: string;
	closing: string;
	outstanding: string;
	creditOfPayment: (date: string) => string;
	creditOfDocument: (number: string) => string;
	balanceDue: string;
	inYourFavour: string;
	daysLate: { one: string; other: string };
	ageing: string;
	ages: Record<'current' | 'upTo30' | 'upTo60' | 'upTo90' | 'over90', string>;
	nothingOpen: string;
	nothingHappened: string;
	methods: Record<PaymentMethod, string>;
}

const en: StatementLabels = {
	statement: 'Statement of account',
	to: 'For',
	date: 'Date',
	asOf: 'Open on',
	period: 'Period',
	currency: 'Currency',
	number: 'Document',
	part: 'Instalment',
	due: 'Due',
	total: 'Total',
	settled: 'Settled',
	open: 'Open',
	what: 'Description',
	billed: 'Billed',
	paid: 'Paid',
	balance: 'Balance',
	invoice: (number) => `Invoice ${number}`,
	creditNote: (number) => `Credit note ${number}`,
	payment: (method) => `Payment, ${method}`,
	deposit: (method) => `Deposit, ${method}`,
	refund: (method) => `Refund, ${method}`,
	writeOff: (number) => `Written off on ${number}`,
	returned: (method) => `Payment returned, ${method}`,
	reinstated: (number) => `Owed again on ${number}`,
	opening: 'Opening balance',
	closing: 'Closing balance',
	outstanding: 'Open',
	creditOfPayment: (date) => `Credit from ${date}`,
	creditOfDocument: (number) => `Credit from ${number}`,
	balanceDue: 'Balance due',
	inYourFavour: 'In your favour',
	daysLate: { one: '{count} day late', other: '{count} days late' },
	ageing: 'By age',
	ages: { current: 'Not due yet', upTo30: '1–30 days', upTo60: '31–60 days', upTo90: '61–90 days', over90: 'Over 90 days' },
	nothingOpen: 'Nothing is open. Thank you.',
	nothingHappened: 'Nothing was billed or paid in this period.',
	methods: {
		transfer: 'bank transfer',
		card: 'card',
		cash: 'cash',
		cheque: 'cheque',
		'direct-debit': 'direct debit',
		online: 'online',
		other: 'other'
	}
};

const fr: StatementLabels = {
	statement: 'Relevé de compte',
	to: 'Pour',
	date: 'Date',
	asOf: 'Ouvert au',
	period: 'Période',
	currency: 'Devise',
	number: 'Pièce',
	part: 'Échéance',
	due: 'Échéance',
	total: 'Total',
	settled: 'Réglé',
	open: 'Solde dû',
	what: 'Libellé',
	billed: 'Facturé',
	paid: 'Payé',
	balance: 'Solde',
	invoice: (number) => `Facture ${number}`,
	creditNote: (number) => `Avoir ${number}`,
	payment: (method) => `Paiement, ${method}`,
	deposit: (method) => `Acompte, ${method}`,
	refund: (method) => `Remboursement, ${method}`,
	writeOff: (number) => `Abandon de créance sur ${number}`,
	returned: (method) => `Paiement rejeté, ${method}`,
	reinstated: (number) => `De nouveau dû sur ${number}`,
	opening: 'Solde d’ouverture',
	closing: 'Solde de clôture',
	outstanding: 'Total ouvert',
	creditOfPayment: (date) => `Crédit du ${date}`,
	creditOfDocument: (number) => `Crédit sur ${number}`,
	balanceDue: 'Solde à payer',
	inYourFavour: 'Solde en votre faveur',
	daysLate: { one: '{count} jour de retard', other: '{count} jours de retard' },
	ageing: 'Par ancienneté',
	ages: { current: 'Non échu', upTo30: '1 à 30 jours', upTo60: '31 à 60 jours', upTo90: '61 à 90 jours', over90: 'Plus de 90 jours' },
	nothingOpen: 'Rien n’est ouvert. Merci.',
	nothingHappened: 'Rien n’a été facturé ni payé pendant cette période.',
	methods: {
		transfer: 'virement',
		card: 'carte',
		cash: 'espèces',
		cheque: 'chèque',
		'direct-debit': 'prélèvement',
		online: 'en ligne',
		other: 'autre moyen'
	}
};

const es: StatementLabels = {
	statement: 'Estado de cuenta',
	to: 'Para',
	date: 'Fecha',
	asOf: 'Pendiente a',
	period: 'Período',
	currency: 'Moneda',
	number: 'Documento',
	part: 'Plazo',
	due: 'Vencimiento',
	total: 'Total',
	settled: 'Saldado',
	open: 'Pendiente',
	what: 'Concepto',
	billed: 'Facturado',
	paid: 'Pagado',
	balance: 'Saldo',
	invoice: (number) => `Factura ${number}`,
	creditNote: (number) => `Factura rectificativa ${number}`,
	payment: (method) => `Pago, ${method}`,
	deposit: (method) => `Anticipo, ${method}`,
	refund: (method) => `Devolución, ${method}`,
	writeOff: (number) => `Condonado de ${number}`,
	returned: (method) => `Pago devuelto, ${method}`,
	reinstated: (number) => `Exigible de nuevo en ${number}`,
	opening: 'Saldo inicial',
	closing: 'Saldo final',
	outstanding: 'Total pendiente',
	creditOfPayment: (date) => `Crédito del ${date}`,
	creditOfDocument: (number) => `Crédito de ${number}`,
	balanceDue: 'Saldo por pagar',
	inYourFavour: 'Saldo a su favor',
	daysLate: { one: '{count} día de retraso', other: '{count} días de retraso' },
	ageing: 'Por antigüedad',
	ages: { current: 'Sin vencer', upTo30: '1 a 30 días', upTo60: '31 a 60 días', upTo90: '61 a 90 días', over90: 'Más de 90 días' },
	nothingOpen: 'No hay nada pendiente. Gracias.',
	nothingHappened: 'No se facturó ni se pagó nada en este período.',
	methods: {
		transfer: 'transferencia',
		card: 'tarjeta',
		cash: 'efectivo',
		cheque: 'cheque',
		'direct-debit': 'adeudo directo',
		online: 'en línea',
		other: 'otro medio'
	}
};

const de: StatementLabels = {
	statement: 'Kontoauszug',
	to: 'Für',
	date: 'Datum',
	asOf: 'Offen am',
	period: 'Zeitraum',
	currency: 'Währung',
	number: 'Beleg',
	part: 'Rate',
	due: 'Fällig',
	total: 'Betrag',
	settled: 'Beglichen',
	open: 'Offen',
	what: 'Vorgang',
	billed: 'Berechnet',
	paid: 'Bezahlt',
	balance: 'Saldo',
	invoice: (number) => `Rechnung ${number}`,
	creditNote: (number) => `Gutschrift ${number}`,
	payment: (method) => `Zahlung, ${method}`,
	deposit: (method) => `Anzahlung, ${method}`,
	refund: (method) => `Erstattung, ${method}`,
	writeOff: (number) => `Ausgebucht auf ${number}`,
	returned: (method) => `Rückgebuchte Zahlung, ${method}`,
	reinstated: (number) => `Wieder offen auf ${number}`,
	opening: 'Anfangssaldo',
	closing: 'Endsaldo',
	outstanding: 'Summe offen',
	creditOfPayment: (date) => `Guthaben vom ${date}`,
	creditOfDocument: (number) => `Guthaben aus ${number}`,
	balanceDue: 'Zu zahlen',
	inYourFavour: 'Zu Ihren Gunsten',
	daysLate: { one: '{count} Tag überfällig', other: '{count} Tage überfällig' },
	ageing: 'Nach Alter',
	ages: { current: 'Nicht fällig', upTo30: '1–30 Tage', upTo60: '31–60 Tage', upTo90: '61–90 Tage', over90: 'Über 90 Tage' },
	nothingOpen: 'Es ist nichts offen. Vielen Dank.',
	nothingHappened: 'In diesem Zeitraum wurde nichts berechnet oder bezahlt.',
	methods: {
		transfer: 'Überweisung',
		card: 'Karte',
		cash: 'bar',
		cheque: 'Scheck',
		'direct-debit': 'Lastschrift',
		online: 'online',
		other: 'auf anderem Weg'
	}
};

const byLanguage: Record<string, StatementLabels> = { en, fr, es, de };

/** Labels for a BCP 47 tag: its language's, or English. */
export function statementLabelsFor(language: string): StatementLabels {
	return byLanguage[language.toLowerCase().split('-')[0]!] ?? en;
}
