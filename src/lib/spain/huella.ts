/**
 * The hash of a record (AEAT, detalle de las especificaciones técnicas para generación de la huella, v0.1.2): fields by name in their order, each without
 * blanks at its ends, joined by &, as UTF-8; SHA-256 in hexadecimal capitals.
 */
import type { BillingRecord } from './record.ts';

/** @param previous hash of the record before it in the chain; empty for the first */
export function huellaOf(record: BillingRecord, previous: string): Promise<string> {
	const { nif, number, date } = record.id;
	if (record.kind === 'annulment')
		return hashOf([
			['IDEmisorFacturaAnulada', nif],
			['NumSerieFacturaAnulada', number],
			['FechaExpedicionFacturaAnulada', date],
			['Huella', previous],
			['FechaHoraHusoGenRegistro', record.at]
		]);
	return hashOf([
		['IDEmisorFactura', nif],
		['NumSerieFactura', number],
		['FechaExpedicionFactura', date],
		['TipoFactura', record.type],
		['CuotaTotal', record.quota],
		['ImporteTotal', record.total],
		['Huella', previous],
		['FechaHoraHusoGenRegistro', record.at]
	]);
}

export async function hashOf(fields: readonly (readonly [name: string, value: string])[]): Promise<string> {
	const text = fields.map(([name, value]) => `${name}=${trimmed(value)}`).join('&');
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0'))
		.join('')
		.toUpperCase();
}

/** Blanks and control characters alone, as the tax agency's own program trims; not every blank that Unicode has. */
export function trimmed(text: string): string {
	// eslint-disable-next-line no-control-regex -- these are what it trims
	return text.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
}
