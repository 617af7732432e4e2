/**
 * Reports of Invoice Ninja, in the languages of its companies, and tables of Harvest. Their headings are written out here as the programs write them
 * (sources at the heads of the readers in `src/lib/exchange/foreign/`), apart from the words that the readers know.
 */
import type { Notations, TableFormat } from './table-ways.ts';

/** One line of any of these tables. */
export interface Reported {
	client: string;
	person: readonly [string, string];
	street: string;
	note: string;
	number: string;
	date: string;
	due: string;
	/** Two decimals. */
	total: string;
	open: string;
}

type Cell = (row: Reported, notations: Notations) => string;
export type ReportKind = 'client' | 'item' | 'expense' | 'invoice' | 'time-entry';

export interface ReportFormat extends TableFormat<Reported> {
	name: string;
	kind: ReportKind;
	program: 'invoice-ninja' | 'harvest';
}

const CELLS: Record<ReportKind, readonly Cell[]> = {
	client: [
		({ client }) => client,
		({ street }) => street,
		() => '50667',
		() => 'DE',
		({ person }) => person[0],
		({ person }) => person[1],
		() => 'EUR',
		({ number }) => number,
		({ note }) => note
	],
	item: [
		({ client }) => client,
		({ note }) => note,
		(_row, { decimal }) => decimal('0.00'),
		({ total }, { decimal }) => decimal(total),
		() => '1'
	],
	expense: [
		({ total }, { decimal }) => decimal(total),
		({ date }, { date: write }) => write(date),
		() => 'Fuel',
		() => 'EUR',
		({ client }) => client,
		({ note }) => note,
		({ number }) => number
	],
	invoice: [
		({ client }) => client,
		() => 'EUR',
		({ number }) => number,
		({ total }, { decimal }) => decimal(total),
		({ open }, { decimal }) => decimal(open),
		({ date }, { date: write }) => write(date),
		({ due }, { date: write }) => write(due),
		() => ''
	],
	'time-entry': [
		({ date }, { date: write }) => write(date),
		() => '10:23:42',
		({ date }, { date: write }) => write(date),
		() => '11:23:42',
		({ note }) => note,
		() => 'Website',
		({ client }) => client,
		({ total }, { decimal }) => decimal(total)
	]
};
/** How many of the last columns can be left away. */
const OPTIONAL: Record<ReportKind, number> = { client: 2, item: 0, expense: 1, invoice: 2, 'time-entry': 1 };

const NINJA: Record<string, Record<ReportKind, string>> = {
	en: {
		client:
			'Client Name,Client Street,Client Postal Code,Client Country,Contact First Name,Contact Last Name,Client Currency,Client Number,Client Private Notes',
		item: 'Product,Notes,Cost,Price,Quantity',
		expense:
			'Expense Amount,Expense Date,Expense Category,Expense Currency,Expense Vendor,Expense Public Notes,Expense Transaction Reference',
		invoice:
			'Client Name,Client Currency,Invoice Invoice Number,Invoice Amount,Invoice Balance,Invoice Date,Invoice Due Date,Invoice Status',
		'time-entry': 'Task Start Date,Task Start Time,Task End Date,Task End Time,Task Description,Task Project,Client Name,Task Rate'
	},
	de: {
		client:
			'Kunde Name,Kunde Straße,Kunde Postleitzahl,Kunde Land,Kontakt Vorname,Kontakt Nachname,Kunde Währung,Kunde Nummer,Kunde Interne Notizen',
		item: 'Produkt,Notizen,Kosten,Preis,Menge',
		expense:
			'Ausgabe Betrag,Ausgabe Datum,Ausgabe Kategorie,Ausgabe Währung,Ausgabe Lieferant,Ausgabe Öffentliche Notizen,Ausgabe Abwicklungsreferenz',
		invoice:
			'Kunde Name,Kunde Währung,Rechnung Rechnungsnummer,Rechnung Betrag,Rechnung Saldo,Rechnung Datum,Rechnung Fälligkeitsdatum,Rechnung Status',
		'time-entry':
			'Aufgabe Startdatum,Aufgabe Startzeit,Aufgabe Enddatum,Aufgabe Endzeit,Aufgabe Beschreibung,Aufgabe Projekt,Kunde Name,Aufgabe Stundensatz'
	},
	fr: {
		client:
			'Client Nom,Client Rue,Client Code postal,Client Pays,Contact Prénom,Contact Nom,Client Devise,Client Numéro,Client Notes personnelles',
		item: 'Produit,Notes,Coût,Prix,Quantité',
		expense:
			'Dépense Montant,Dépense Date,Dépense Catégorie,Dépense Devise,Dépense Fournisseur,Dépense Note publique,Dépense Référence transaction',
		invoice:
			"Client Nom,Client Devise,Facture Numéro de facture,Facture Montant,Facture Solde,Facture Date,Facture Date d'échéance,Facture Statut",
		'time-entry':
			'Tâche Date de début,Tâche Début,Tâche Date de fin,Tâche Heure de fin,Tâche Description,Tâche Projet,Client Nom,Tâche Taux'
	},
	es: {
		client:
			'Cliente Nombre,Cliente Calle,Cliente Código Postal,Cliente País,Contacto Nombres,Contacto Apellidos,Cliente Moneda,Cliente Número,Cliente Notas Privadas',
		item: 'Producto,Notas,Costo,Precio,Cantidad',
		expense: 'Gasto Cantidad,Gasto Fecha,Gasto Category,Gasto Moneda,Gasto Proveedor,Gasto Notas,Gasto Referencia de Transacción',
		invoice:
			'Cliente Nombre,Cliente Moneda,Factura Número de Factura,Factura Cantidad,Factura Saldo,Factura Fecha,Factura Fecha de Pago,Factura Estado',
		'time-entry':
			'Task Fecha de Inicio,Task Tiempo de Inicio,Task Fecha de Finalización,Task Tiempo Final,Task Descripción,Task Proyecto,Cliente Nombre,Task Tasas'
	}
};

export const REPORT_FORMATS: readonly ReportFormat[] = [
	...Object.entries(NINJA).flatMap(([language, reports]) =>
		(Object.entries(reports) as [ReportKind, string][]).map(([kind, text]): ReportFormat => {
			const headings = text.split(',');
			return {
				name: `invoice-ninja ${kind} ${language}`,
				kind,
				program: 'invoice-ninja',
				optional: headings.slice(headings.length - OPTIONAL[kind]),
				columns: Object.fromEntries(headings.map((heading, at) => [heading, CELLS[kind][at]!]))
			};
		})
	),
	{
		name: 'harvest expense',
		kind: 'expense',
		program: 'harvest',
		optional: ['Project Code', 'Units', 'Approved?'],
		columns: {
			Date: ({ date }, { date: write }) => write(date),
			Client: ({ client }) => client,
			Project: () => 'Website',
			'Project Code': () => '',
			Category: () => 'Fuel',
			Notes: ({ note }) => note,
			Units: () => '1',
			'Total Cost': ({ total }, { decimal }) => decimal(total),
			'Billable?': () => 'Yes',
			'Invoiced?': () => 'No',
			'Approved?': () => 'No',
			'First Name': ({ person }) => person[0],
			'Last Name': ({ person }) => person[1],
			Currency: () => 'Euro - EUR'
		}
	},
	{
		name: 'harvest invoice',
		kind: 'invoice',
		program: 'harvest',
		optional: ['Last Payment Date', 'PO Number', 'Due Date'],
		columns: {
			'Issue Date': ({ date }, { date: write }) => write(date),
			'Last Payment Date': () => '',
			ID: ({ number }) => number,
			'PO Number': () => '',
			Client: ({ client }) => client,
			Subject: ({ note }) => note,
			'Invoice Amount': ({ total }, { decimal }) => decimal(total),
			Balance: ({ open }, { decimal }) => decimal(open),
			'Due Date': ({ due }, { date: write }) => write(due),
			Currency: () => 'Euro - EUR'
		}
	}
];
