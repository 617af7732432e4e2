/**
 * The billing records of RD 1007/2023, art. 10 and 11, in the terms of Orden HAC/1177/2024, annex, part 3 (the names of its XML elements stand beside
 * each field). Amounts are decimal strings with two places, written once and used so for the XML, the hash and the code: nothing is formatted twice.
 */

/** IDFactura. */
export interface InvoiceId {
	/** IDEmisorFactura: nine characters. */
	nif: string;
	/** NumSerieFactura. */
	number: string;
	/** FechaExpedicionFactura: "31-12-2026". */
	date: string;
}

/** TipoFactura (L2) as far as it follows from a document: F1 complete, F2 without a recipient's number, R1 and R5 what corrects each of them. */
type InvoiceType = 'F1' | 'F2' | 'R1' | 'R5';

/** IDDestinatario: NIF, or IDOtro with its IDType (L7): 02 a VAT number of the EU, 04 an official number of its country. */
export type Recipient =
	{ name: string; nif: string } | { name: string; other: { type: '02'; value: string } | { type: '04'; country: string; value: string } };

/** DetalleDesglose. */
export interface Detail {
	/** Impuesto (L1): 01 IVA, 02 IPSI, 03 IGIC. */
	tax: '01' | '02' | '03';
	/** ClaveRegimen (L8A, L8B). */
	regime: string;
	/** CalificacionOperacion (L9) or OperacionExenta (L10). */
	operation: 'S1' | 'S2' | 'N1' | 'N2' | `E${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;
	/** TipoImpositivo; absent where nothing is taxed. */
	rate?: string;
	/** BaseImponibleOimporteNoSujeto. */
	base: string;
	/** CuotaRepercutida. */
	quota?: string;
	/** TipoRecargoEquivalencia, CuotaRecargoEquivalencia. */
	surcharge?: { rate: string; quota: string };
}

/** What both kinds say of who issues, when the record was made, and by what. */
interface Made {
	id: InvoiceId;
	/** NombreRazonEmisor. */
	issuer: string;
	/** FechaHoraHusoGenRegistro: "2026-11-23T10:15:00+01:00". */
	at: string;
	/** Version of the program that made it. */
	version: string;
}

/** RegistroAlta. */
export interface IssueRecord extends Made {
	kind: 'issue';
	type: InvoiceType;
	/** FacturasRectificadas; its presence makes TipoRectificativa I, by differences. */
	rectified?: InvoiceId;
	/** FechaOperacion. */
	supplied?: string;
	/** DescripcionOperacion. */
	description: string;
	/** Destinatarios; absent: FacturaSinIdentifDestinatarioArt61d. */
	recipient?: Recipient;
	details: Detail[];
	/** CuotaTotal. */
	quota: string;
	/** ImporteTotal. */
	total: string;
}

/** RegistroAnulacion: the record of an invoice that should not have been issued. */
export interface AnnulmentRecord extends Made {
	kind: 'annulment';
}

export type BillingRecord = IssueRecord | AnnulmentRecord;

/** Why a document has no record, and the field to mend. */
export interface Refusal {
	problem: RecordProblem;
	/** As issue checks name fields: "party.taxIds", "lines". */
	field: string;
	/** The rate, number or date that does not fit. */
	value?: string;
}

export type RecordProblem =
	/** The issuer has no NIF of nine characters. */
	| 'issuer-nif'
	/** A number of more than 60 characters, or with others than printable ASCII without " ' < > =. */
	| 'number'
	/** Before 28 October 2024, or after the day on which it is issued. */
	| 'date'
	/** The client is a business, or the tax wants to know who it is, and it has no number. */
	| 'recipient'
	/** Exempt as delivered into the EU (E5): wants a VAT number of another country. */
	| 'recipient-vat'
	/** No rate of the tax, or no surcharge that goes with it. */
	| 'rate'
	/** A line without a tax: what it would be, taxed, exempt or outside, is not known. */
	| 'no-tax'
	/** A tax on a tax, or one withheld in the wrong place. */
	| 'tax'
	/** More than twelve lines of taxes. */
	| 'too-many'
	/** In another currency, without a rate into euros. */
	| 'currency'
	/** A stamp duty: no place for it. */
	| 'duty'
	/** More than twelve digits. */
	| 'amount'
	/** Of a credit note: the invoice it corrects is not named. */
	| 'preceding';
