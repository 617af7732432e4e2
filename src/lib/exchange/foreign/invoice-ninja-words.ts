/**
 * Invoice Ninja writes the headings of its reports in the language of the company. By https://github.com/invoiceninja/invoiceninja: app/Export/CSV/BaseExport.php
 * puts the word for client, vendor, task … before that of the column, both from lang/{de,fr,es}/texts.php.
 */

type Words = Readonly<Record<string, string>>;

const PERSON = ['First Name', 'Last Name', 'Email', 'Phone'] as const;
const PARTY = [
	...['Name', 'Number', 'Street', 'Apt/Suite', 'City', 'State/Province', 'Postal Code', 'Country', 'VAT Number', 'Currency'],
	...['Classification', 'Payment Terms', 'Private Notes', 'Public Notes', 'Website', 'Phone']
];
/** What stands in a report about each, by the English words. */
const REPORTED: Readonly<Record<string, readonly string[]>> = {
	Client: PARTY,
	Vendor: PARTY,
	Contact: PERSON,
	'Vendor Contact': PERSON,
	Task: ['Start Date', 'Start Time', 'End Date', 'End Time', 'Rate', 'Description', 'Item Notes', 'Project', 'Billable', 'User'],
	Expense: [
		...['Amount', 'Net Amount', 'Tax Amount', 'Category', 'Currency', 'Date', 'Public Notes', 'Private Notes', 'Vendor'],
		...['Transaction Reference', 'Project']
	],
	Invoice: ['Invoice Number', 'Amount', 'Balance', 'Date', 'Due Date', 'Status']
};
/** A report of products puts no word before. */
const PRODUCT = ['Product', 'Notes', 'Cost', 'Price', 'Quantity'];

/** Of each language the words that are not the English ones. */
export const NINJA_WORDS: Readonly<Record<string, Words>> = {
	de: {
		...{ Client: 'Kunde', Vendor: 'Lieferant', Contact: 'Kontakt', 'Vendor Contact': 'Lieferantenkontakt', Task: 'Aufgabe' },
		...{ Expense: 'Ausgabe', Invoice: 'Rechnung', Number: 'Nummer', Street: 'Straße', 'Apt/Suite': 'Adresszusatz', City: 'Stadt' },
		...{ 'State/Province': 'Bundesland', 'Postal Code': 'Postleitzahl', Country: 'Land', 'VAT Number': 'USt-IdNr.', Currency: 'Währung' },
		...{ Classification: 'Klassifizierung', 'Payment Terms': 'Zahlungsbedingungen', 'Private Notes': 'Interne Notizen' },
		...{ 'Public Notes': 'Öffentliche Notizen', Website: 'Webseite', 'First Name': 'Vorname', 'Last Name': 'Nachname', Email: 'E-Mail' },
		...{ Phone: 'Telefon', 'Start Date': 'Startdatum', 'Start Time': 'Startzeit', 'End Date': 'Enddatum', 'End Time': 'Endzeit' },
		...{ Rate: 'Stundensatz', 'Item Notes': 'Beschreibung', Description: 'Beschreibung', Project: 'Projekt', Billable: 'Abrechenbar' },
		...{ User: 'Benutzer', Amount: 'Betrag', 'Net Amount': 'Netto Betrag', 'Tax Amount': 'Steuerwert', Category: 'Kategorie' },
		...{ Date: 'Datum', 'Transaction Reference': 'Abwicklungsreferenz', 'Invoice Number': 'Rechnungsnummer', Balance: 'Saldo' },
		...{ 'Due Date': 'Fälligkeitsdatum', Product: 'Produkt', Notes: 'Notizen', Cost: 'Kosten', Price: 'Preis', Quantity: 'Menge' }
	},
	fr: {
		...{ Vendor: 'Fournisseur', 'Vendor Contact': 'Contacter le fournisseur', Task: 'Tâche', Expense: 'Dépense', Invoice: 'Facture' },
		...{
			Name: 'Nom',
			Number: 'Numéro',
			Street: 'Rue',
			'Apt/Suite': 'Appt/Bâtiment',
			City: 'Ville',
			'State/Province': 'Région/Département'
		},
		...{ 'Postal Code': 'Code postal', Country: 'Pays', 'VAT Number': 'Numéro de TVA', Currency: 'Devise' },
		...{ 'Payment Terms': 'Conditions de paiement', 'Private Notes': 'Notes personnelles', 'Public Notes': 'Note publique' },
		...{ Website: 'Site Web', 'First Name': 'Prénom', 'Last Name': 'Nom', Email: 'E-mail', Phone: 'Téléphone' },
		...{ 'Start Date': 'Date de début', 'Start Time': 'Début', 'End Date': 'Date de fin', 'End Time': 'Heure de fin', Rate: 'Taux' },
		...{ 'Item Notes': "Notes de l'article", Project: 'Projet', Billable: 'Facturable', User: 'Utilisateur', Amount: 'Montant' },
		...{ 'Net Amount': 'Montant net', 'Tax Amount': 'Montant de la taxe', Category: 'Catégorie' },
		...{ 'Transaction Reference': 'Référence transaction', 'Invoice Number': 'Numéro de facture', Balance: 'Solde', Status: 'Statut' },
		...{ 'Due Date': "Date d'échéance", Product: 'Produit', Cost: 'Coût', Price: 'Prix', Quantity: 'Quantité' }
	},
	es: {
		...{ Client: 'Cliente', Vendor: 'Proveedor', Contact: 'Contacto', 'Vendor Contact': 'Contacto del proveedor', Expense: 'Gasto' },
		...{ Invoice: 'Factura', Name: 'Nombre', Number: 'Número', Street: 'Calle', 'Apt/Suite': 'Bloq/Pta', City: 'Ciudad' },
		...{ 'State/Province': 'Región/Provincia', 'Postal Code': 'Código Postal', Country: 'País', 'VAT Number': 'CIF/NIF' },
		...{ Currency: 'Moneda', Classification: 'Clasificación', 'Payment Terms': 'Términos de Pago', 'Private Notes': 'Notas Privadas' },
		...{ 'Public Notes': 'Notas', Website: 'Sitio Web', 'First Name': 'Nombres', 'Last Name': 'Apellidos', Email: 'Correo Electrónico' },
		...{ Phone: 'Teléfono', 'Start Date': 'Fecha de Inicio', 'Start Time': 'Tiempo de Inicio', 'End Date': 'Fecha de Finalización' },
		...{ 'End Time': 'Tiempo Final', Rate: 'Tasas', Description: 'Descripción', 'Item Notes': 'Notas del concepto', Project: 'Proyecto' },
		...{ Billable: 'Cobrable', User: 'Usuario', Amount: 'Cantidad', 'Net Amount': 'Importe neto', 'Tax Amount': 'Suma de Impuestos' },
		...{ Date: 'Fecha', 'Transaction Reference': 'Referencia de Transacción', 'Invoice Number': 'Número de Factura', Balance: 'Saldo' },
		...{ Status: 'Estado', 'Due Date': 'Fecha de Pago', Product: 'Producto', Notes: 'Notas', Cost: 'Costo', Price: 'Precio' },
		...{ Quantity: 'Cantidad' }
	}
};

/** Drafts, and what was taken back, owe nothing. */
export const OWES_NOTHING =
	/^(draft|cancelled|reversed|entwurf|storniert|umgekehrt|brouillon|annulé|inversé|borrador|cancelado|invertido)$/i;

/** The English headings by those of a language. */
export function englishHeadings(words: Words): Map<string, string> {
	const said = (word: string) => words[word] ?? word;
	const found = new Map<string, string>();
	const put = (heading: string, english: string) => {
		if (!found.has(heading)) found.set(heading, english);
	};
	for (const [about, columns] of Object.entries(REPORTED))
		for (const each of columns) put(`${said(about)} ${said(each)}`, `${about} ${each}`);
	for (const each of PRODUCT) put(said(each), each);
	return found;
}
