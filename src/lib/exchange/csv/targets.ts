/** The columns a table of some type may be read into, and which of them a heading of another program means. */
import type { SchemaObject } from '../json/json-schema.ts';
import { impliedType, memberSchema, membersOf, resolved } from '../xml/shape.ts';

/** How many items of a list are offered beside those the file has. */
const ITEMS = 2;
const DEEPEST = 4;

/** Paths of plain fields, in the order of the schema. */
export function targetsOf(schema: SchemaObject): string[] {
	const found: string[] = [];
	walk(schema, '', found, 0);
	return found;
}

function walk(schema: SchemaObject, prefix: string, found: string[], depth: number): void {
	for (const name of Object.keys(membersOf(schema))) {
		const inner = memberSchema(schema, name);
		const type = impliedType(inner);
		if (type === 'object' && depth < DEEPEST) walk(inner!, `${prefix}${name}.`, found, depth + 1);
		else if (type === 'list' && depth < DEEPEST) {
			const items = resolved(inner!.items);
			for (let at = 1; at <= ITEMS; at++) {
				if (impliedType(items) === 'object') walk(items!, `${prefix}${name}.${at}.`, found, depth + 1);
				else found.push(`${prefix}${name}.${at}`);
			}
		} else if (type === 'text' || type === 'integer' || type === 'boolean') found.push(prefix + name);
	}
}

/** By type of record, words that other programs use: compared without case, accents, blanks and marks. */
const WORDS: Record<string, Record<string, readonly string[]>> = {
	party: {
		name: [
			'company',
			'client',
			'customer',
			'clientname',
			'customername',
			'companyname',
			'nom',
			'raisonsociale',
			'firma',
			'kunde',
			'empresa',
			'cliente',
			'organization',
			'organisation',
			'displayname'
		],
		number: ['clientnumber', 'customernumber', 'numeroclient', 'kundennummer', 'idnumber', 'code'],
		'contacts.1.name': ['contact', 'contactname', 'ansprechpartner', 'contacto'],
		'contacts.1.email': ['email', 'mail', 'courriel', 'correo', 'contactemail', 'emailaddress'],
		'contacts.1.phone': ['phone', 'telephone', 'telefon', 'telefono', 'tel', 'mobile'],
		'address.line1': ['address', 'street', 'address1', 'addressline1', 'adresse', 'rue', 'strasse', 'direccion', 'calle', 'streetaddress'],
		'address.line2': ['address2', 'addressline2', 'complement', 'suite', 'apartment'],
		'address.city': ['city', 'ville', 'ort', 'stadt', 'ciudad', 'town'],
		'address.postcode': ['postcode', 'zip', 'zipcode', 'postalcode', 'codepostal', 'plz', 'codigopostal'],
		'address.subdivision': ['state', 'province', 'region', 'county', 'bundesland'],
		'address.country': ['country', 'pays', 'land', 'pais', 'countrycode'],
		currency: ['currencycode', 'devise', 'wahrung', 'moneda'],
		notes: ['note', 'privatenotes', 'remarks', 'bemerkung', 'notas', 'comments'],
		'taxIds.1.value': ['vat', 'vatnumber', 'taxid', 'taxnumber', 'tva', 'ustid', 'ustidnr', 'nif', 'cif', 'ice', 'gstin']
	},
	item: {
		name: ['product', 'item', 'title', 'article', 'artikel', 'producto', 'designation', 'bezeichnung', 'productname', 'itemname'],
		code: ['sku', 'reference', 'ref', 'productkey', 'itemcode', 'artikelnummer', 'codigo'],
		description: ['notes', 'details', 'beschreibung', 'descripcion'],
		price: ['unitprice', 'rate', 'prix', 'prixunitaire', 'preis', 'precio', 'cost'],
		unit: ['unitofmeasure', 'unite', 'einheit', 'unidad'],
		currency: ['currencycode', 'devise', 'wahrung', 'moneda']
	},
	expense: {
		supplierName: ['vendor', 'supplier', 'merchant', 'fournisseur', 'lieferant', 'proveedor', 'payee'],
		date: ['expensedate', 'datum', 'fecha', 'spentdate'],
		number: ['invoicenumber', 'reference', 'receiptnumber', 'belegnummer'],
		'lines.1.amount': ['amount', 'total', 'montant', 'betrag', 'importe', 'cost'],
		'lines.1.description': ['description', 'libelle', 'beschreibung', 'descripcion', 'concept'],
		'lines.1.category.name': ['category', 'categorie', 'kategorie', 'categoria'],
		currency: ['currencycode', 'devise', 'wahrung', 'moneda'],
		notes: ['note', 'privatenotes', 'remarks']
	}
};

/** Each target once, the first heading first; a heading nobody knows is left out. */
export function suggested(type: string, columns: readonly string[], targets: readonly string[]): (string | undefined)[] {
	const used = new Set<string>();
	const take = (target: string | undefined) => {
		if (target === undefined || used.has(target)) return undefined;
		used.add(target);
		return target;
	};
	// A file of one's own names paths, and those that are not offered too.
	const own = columns.map((column) => (column === 'id' || targets.includes(column) || isPath(column, targets) ? take(column) : undefined));
	return columns.map((column, at) => own[at] ?? take(meant(type, column, targets)));
}

function isPath(column: string, targets: readonly string[]): boolean {
	const plain = column.replace(/:json$/, '').replace(/\.\d+(?=\.|$)/g, '.1');
	return column.endsWith(':json') || targets.some((target) => target === plain || target.startsWith(`${plain}.`));
}

function meant(type: string, column: string, targets: readonly string[]): string | undefined {
	const said = plainWord(column);
	const words = WORDS[type] ?? {};
	return Object.keys(words).find((target) => words[target]!.includes(said)) ?? targets.find((target) => plainWord(target) === said);
}

function plainWord(text: string): string {
	return text
		.replaceAll('ß', 'ss')
		.normalize('NFKD')
		.replace(/[^\p{L}\p{N}]+/gu, '')
		.toLowerCase();
}
