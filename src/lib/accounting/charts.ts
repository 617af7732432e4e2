/** Charts of accounts: the number and name of each account in the language of those who read it. An accountant may book on from there. */
import type { EntryKind, EntryLine, JournalName, Role } from './entry.ts';

export type ChartName = 'pcg' | 'skr03' | 'plain';

export interface Account {
	number: string;
	name: string;
}

export interface Chart {
	accounts: Record<Role, Account>;
	/** Percent -> account, where a rate has its own. */
	outputTax?: Record<string, Account>;
	inputTax?: Record<string, Account>;
	/** By the id of a usual category. */
	costs?: Record<string, Account>;
	journals: Record<JournalName, { code: string; name: string }>;
	words: Record<EntryKind, string>;
}

const account = (number: string, name: string): Account => ({ number, name });

/** Plan comptable général (ANC 2014-03). */
const PCG: Chart = {
	accounts: {
		receivable: account('411000', 'Clients'),
		payable: account('401000', 'Fournisseurs'),
		advances: account('419100', 'Clients - Avances et acomptes reçus'),
		sales: account('706000', 'Prestations de services'),
		'output-tax': account('445710', 'TVA collectée'),
		'input-tax': account('445660', 'TVA déductible sur autres biens et services'),
		cost: account('628000', 'Charges externes diverses'),
		bank: account('512000', 'Banques'),
		cash: account('530000', 'Caisse'),
		'withheld-by-clients': account('443000', 'Retenues à la source subies'),
		'withheld-from-suppliers': account('447000', 'Retenues à la source à verser'),
		'bad-debts': account('654000', 'Pertes sur créances irrécouvrables'),
		'small-differences': account('658000', 'Charges diverses de gestion courante'),
		'exchange-gains': account('756000', 'Gains de change sur créances commerciales'),
		'exchange-losses': account('656000', 'Pertes de change sur créances commerciales'),
		rounding: account('758000', 'Produits divers de gestion courante'),
		'stamp-duty': account('447800', 'Droits de timbre'),
		'brought-forward': account('890000', 'Bilan d’ouverture')
	},
	costs: {
		rent: account('613200', 'Locations immobilières'),
		energy: account('606100', 'Fournitures non stockables (eau, énergie)'),
		office: account('606400', 'Fournitures administratives'),
		equipment: account('606300', 'Fournitures d’entretien et de petit équipement'),
		software: account('651000', 'Redevances pour concessions, brevets, licences'),
		phone: account('626000', 'Frais postaux et de télécommunications'),
		travel: account('625100', 'Voyages et déplacements'),
		vehicle: account('606100', 'Fournitures non stockables (eau, énergie)'),
		meals: account('625700', 'Réceptions'),
		marketing: account('623000', 'Publicité, publications, relations publiques'),
		fees: account('622600', 'Honoraires'),
		subcontract: account('611000', 'Sous-traitance générale'),
		goods: account('607000', 'Achats de marchandises'),
		insurance: account('616000', 'Primes d’assurance'),
		training: account('631300', 'Formation professionnelle continue'),
		bank: account('627000', 'Services bancaires et assimilés'),
		taxes: account('635000', 'Autres impôts, taxes et versements assimilés'),
		wages: account('641000', 'Rémunérations du personnel')
	},
	journals: {
		sales: { code: 'VE', name: 'Ventes' },
		purchases: { code: 'AC', name: 'Achats' },
		bank: { code: 'BQ', name: 'Banque' },
		cash: { code: 'CA', name: 'Caisse' },
		general: { code: 'OD', name: 'Opérations diverses' }
	},
	words: {
		invoice: 'Facture',
		'deposit-invoice': 'Facture d’acompte',
		'credit-note': 'Avoir',
		payment: 'Règlement',
		refund: 'Remboursement',
		'supplier-payment': 'Paiement fournisseur',
		'supplier-refund': 'Remboursement fournisseur',
		expense: 'Dépense',
		bill: 'Facture fournisseur',
		'written-off': 'Perte sur créance',
		'exchange-difference': 'Différence de change',
		reversed: 'Annulation'
	}
};

/** DATEV Standardkontenrahmen 03; none of these accounts computes a tax by itself. */
const SKR03: Chart = {
	accounts: {
		receivable: account('1400', 'Forderungen aus Lieferungen und Leistungen'),
		payable: account('1600', 'Verbindlichkeiten aus Lieferungen und Leistungen'),
		advances: account('1710', 'Erhaltene Anzahlungen'),
		sales: account('8200', 'Erlöse'),
		'output-tax': account('1770', 'Umsatzsteuer'),
		'input-tax': account('1570', 'Abziehbare Vorsteuer'),
		cost: account('4900', 'Sonstige betriebliche Aufwendungen'),
		bank: account('1200', 'Bank'),
		cash: account('1000', 'Kasse'),
		'withheld-by-clients': account('1500', 'Sonstige Vermögensgegenstände'),
		'withheld-from-suppliers': account('1700', 'Sonstige Verbindlichkeiten'),
		'bad-debts': account('2400', 'Forderungsverluste'),
		'small-differences': account('8700', 'Erlösschmälerungen'),
		'exchange-gains': account('2660', 'Erträge aus Kursdifferenzen'),
		'exchange-losses': account('2150', 'Aufwendungen aus Kursdifferenzen'),
		rounding: account('2700', 'Sonstige Erträge'),
		'stamp-duty': account('1736', 'Verbindlichkeiten aus Steuern und Abgaben'),
		'brought-forward': account('9008', 'Saldenvorträge Debitoren')
	},
	outputTax: { '19': account('1776', 'Umsatzsteuer 19 %'), '7': account('1771', 'Umsatzsteuer 7 %') },
	inputTax: { '19': account('1576', 'Abziehbare Vorsteuer 19 %'), '7': account('1571', 'Abziehbare Vorsteuer 7 %') },
	costs: {
		rent: account('4210', 'Miete, unbewegliche Wirtschaftsgüter'),
		energy: account('4240', 'Gas, Strom, Wasser'),
		office: account('4930', 'Bürobedarf'),
		equipment: account('4985', 'Werkzeuge und Kleingeräte'),
		software: account('4964', 'Aufwendungen für die zeitlich befristete Überlassung von Rechten'),
		phone: account('4920', 'Telefon'),
		travel: account('4670', 'Reisekosten Unternehmer'),
		vehicle: account('4530', 'Laufende Kfz-Betriebskosten'),
		meals: account('4650', 'Bewirtungskosten'),
		marketing: account('4600', 'Werbekosten'),
		fees: account('4950', 'Rechts- und Beratungskosten'),
		subcontract: account('3100', 'Fremdleistungen'),
		goods: account('3200', 'Wareneingang'),
		insurance: account('4360', 'Versicherungen'),
		training: account('4945', 'Fortbildungskosten'),
		bank: account('4970', 'Nebenkosten des Geldverkehrs'),
		taxes: account('4340', 'Sonstige Betriebssteuern'),
		wages: account('4120', 'Gehälter')
	},
	journals: {
		sales: { code: 'AR', name: 'Ausgangsrechnungen' },
		purchases: { code: 'ER', name: 'Eingangsrechnungen' },
		bank: { code: 'BK', name: 'Bank' },
		cash: { code: 'KA', name: 'Kasse' },
		general: { code: 'SO', name: 'Sonstiges' }
	},
	words: {
		invoice: 'Rechnung',
		'deposit-invoice': 'Anzahlungsrechnung',
		'credit-note': 'Gutschrift',
		payment: 'Zahlung',
		refund: 'Erstattung',
		'supplier-payment': 'Zahlung an Lieferant',
		'supplier-refund': 'Erstattung vom Lieferanten',
		expense: 'Ausgabe',
		bill: 'Eingangsrechnung',
		'written-off': 'Forderungsausfall',
		'exchange-difference': 'Kursdifferenz',
		reversed: 'Storno'
	}
};

const PLAIN: Chart = {
	accounts: {
		receivable: account('1100', 'Receivables'),
		payable: account('2000', 'Payables'),
		advances: account('2100', 'Advances from clients'),
		sales: account('4000', 'Sales'),
		'output-tax': account('2200', 'Tax on sales'),
		'input-tax': account('1300', 'Tax on purchases'),
		cost: account('6000', 'Costs'),
		bank: account('1000', 'Bank'),
		cash: account('1050', 'Cash'),
		'withheld-by-clients': account('1310', 'Taxes kept back by clients'),
		'withheld-from-suppliers': account('2210', 'Taxes kept back from suppliers'),
		'bad-debts': account('6800', 'Bad debts'),
		'small-differences': account('6810', 'Small differences'),
		'exchange-gains': account('7000', 'Exchange gains'),
		'exchange-losses': account('7010', 'Exchange losses'),
		rounding: account('7020', 'Rounding'),
		'stamp-duty': account('2220', 'Stamp duty'),
		'brought-forward': account('3000', 'Opening balances')
	},
	journals: {
		sales: { code: 'SALES', name: 'Sales' },
		purchases: { code: 'PURCH', name: 'Purchases' },
		bank: { code: 'BANK', name: 'Bank' },
		cash: { code: 'CASH', name: 'Cash' },
		general: { code: 'GEN', name: 'General' }
	},
	words: {
		invoice: 'Invoice',
		'deposit-invoice': 'Deposit invoice',
		'credit-note': 'Credit note',
		payment: 'Payment',
		refund: 'Refund',
		'supplier-payment': 'Payment to supplier',
		'supplier-refund': 'Refund from supplier',
		expense: 'Expense',
		bill: 'Bill',
		'written-off': 'Write-off',
		'exchange-difference': 'Exchange difference',
		reversed: 'Reversal'
	}
};

export const CHARTS: Record<ChartName, Chart> = { pcg: PCG, skr03: SKR03, plain: PLAIN };

/** The usual one where the business is. */
export function chartOf(country: string): ChartName {
	return country === 'FR' ? 'pcg' : country === 'DE' ? 'skr03' : 'plain';
}

export function accountOf({ accounts, outputTax, inputTax, costs }: Chart, { role, tax, category }: EntryLine): Account {
	const own = role === 'output-tax' ? outputTax?.[tax?.rate ?? ''] : role === 'input-tax' ? inputTax?.[tax?.rate ?? ''] : undefined;
	return own ?? (role === 'cost' && category ? costs?.[category.id] : undefined) ?? accounts[role];
}
