/** Records as XML in the order of the tax agency's schema (SuministroLR.xsd and SuministroInformacion.xsd, version 1.0). Nothing empty is written. */
import type { Linked } from './chain.ts';
import type { AnnulmentRecord, Detail, InvoiceId, IssueRecord, Recipient } from './record.ts';
import { written, type Node } from './node.ts';
import type { ToSign } from './signing/xades.ts';
import { systemOf, type Installation } from './system.ts';

const SPACE = 'https://www2.agenciatributaria.gob.es/static_files/common/internet/dep/aplicaciones/es/aeat/tike/cont/ws/';
const LR = `${SPACE}SuministroLR.xsd`;
const INFORMATION = `${SPACE}SuministroInformacion.xsd`;
/** RegistroFactura, maxOccurs. */
export const MOST_RECORDS = 1000;
/** From this on, of either sign, Macrodato says so. */
const LARGE = 100_000_000;

export function xmlHead({ issuer, nif }: { issuer: string; nif: string }): string {
	const person: Node = [
		'ObligadoEmision',
		[
			['NombreRazon', issuer],
			['NIF', nif]
		]
	];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<sfLR:RegFactuSistemaFacturacion xmlns:sfLR="${LR}" xmlns:sf="${INFORMATION}">`,
		'<sfLR:Cabecera>',
		written(person),
		'</sfLR:Cabecera>',
		''
	].join('\n');
}

export function xmlRecord(linked: Linked, installation: Installation): string {
	return `<sfLR:RegistroFactura>${written(recordNode(linked, installation))}</sfLR:RegistroFactura>\n`;
}

/** The record as a document of its own: as it is signed. */
export function loneRecord(linked: Linked, installation: Installation): Omit<ToSign, 'at'> {
	const node = recordNode(linked, installation);
	return { text: written(node, INFORMATION), space: INFORMATION, end: `</sf:${node[0]}>`, huella: linked.huella };
}

function recordNode(linked: Linked, installation: Installation): Node {
	const { record } = linked;
	return record.kind === 'issue' ? issueNode(linked, record, installation) : annulmentNode(linked, record, installation);
}

export const XML_END = '</sfLR:RegFactuSistemaFacturacion>\n';

function issueNode(linked: Linked, record: IssueRecord, installation: Installation): Node {
	const { rectified, supplied, recipient } = record;
	return [
		'RegistroAlta',
		[
			['IDVersion', '1.0'],
			['IDFactura', idNodes(record.id)],
			['NombreRazonEmisor', record.issuer],
			['TipoFactura', record.type],
			rectified && ['TipoRectificativa', 'I'],
			rectified && ['FacturasRectificadas', [['IDFacturaRectificada', idNodes(rectified)]]],
			supplied === undefined ? undefined : ['FechaOperacion', supplied],
			['DescripcionOperacion', record.description],
			recipient ? undefined : ['FacturaSinIdentifDestinatarioArt61d', 'S'],
			isLarge(record.total) ? ['Macrodato', 'S'] : undefined,
			recipient && ['Destinatarios', [['IDDestinatario', recipientNodes(recipient)]]],
			['Desglose', record.details.map(detailNode)],
			['CuotaTotal', record.quota],
			['ImporteTotal', record.total],
			...endNodes(linked, installation)
		]
	];
}

function annulmentNode(linked: Linked, record: AnnulmentRecord, installation: Installation): Node {
	return ['RegistroAnulacion', [['IDVersion', '1.0'], ['IDFactura', idNodes(record.id, 'Anulada')], ...endNodes(linked, installation)]];
}

function endNodes({ record, previous, huella }: Linked, installation: Installation): Node[] {
	return [
		['Encadenamiento', [previous ? ['RegistroAnterior', [...idNodes(previous.id), ['Huella', previous.huella]]] : ['PrimerRegistro', 'S']]],
		['SistemaInformatico', systemOf({ ...record, nif: record.id.nif }, installation)],
		['FechaHoraHusoGenRegistro', record.at],
		['TipoHuella', '01'],
		['Huella', huella]
	];
}

function idNodes({ nif, number, date }: InvoiceId, suffix = ''): Node[] {
	return [
		[`IDEmisorFactura${suffix}`, nif],
		[`NumSerieFactura${suffix}`, number],
		[`FechaExpedicionFactura${suffix}`, date]
	];
}

function recipientNodes(recipient: Recipient): Node[] {
	const name: Node = ['NombreRazon', recipient.name];
	if ('nif' in recipient) return [name, ['NIF', recipient.nif]];
	const { other } = recipient;
	const country: Node[] = other.type === '04' ? [['CodigoPais', other.country]] : [];
	return [name, ['IDOtro', [...country, ['IDType', other.type], ['ID', other.value]]]];
}

function detailNode({ tax, regime, operation, rate, base, quota, surcharge }: Detail): Node {
	return [
		'DetalleDesglose',
		[
			['Impuesto', tax],
			['ClaveRegimen', regime],
			[operation.startsWith('E') ? 'OperacionExenta' : 'CalificacionOperacion', operation],
			rate === undefined ? undefined : ['TipoImpositivo', rate],
			['BaseImponibleOimporteNoSujeto', base],
			quota === undefined ? undefined : ['CuotaRepercutida', quota],
			surcharge && ['TipoRecargoEquivalencia', surcharge.rate],
			surcharge && ['CuotaRecargoEquivalencia', surcharge.quota]
		]
	];
}

function isLarge(total: string): boolean {
	return BigInt(total.replace('-', '').split('.')[0]!) >= BigInt(LARGE);
}
