/**
 * What the code of an invoice says (AEAT, características del QR y del servicio de cotejo, v0.5.0, parts 5 and 6): the address where its receiver can tell
 * the tax agency of it. Of the two services it is the one of systems that send nothing by themselves; the other would claim what is not done.
 */
import type { IssueRecord } from './record.ts';

export const SERVICE = 'https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQRNoVerifactu';

/** Stands above the code (part 3). */
export const CODE_CAPTION = 'QR tributario:';

export function codeAddress({ id: { nif, number, date }, total }: Pick<IssueRecord, 'id' | 'total'>, service = SERVICE): string {
	const fields = { nif, numserie: number, fecha: date, importe: total };
	return `${service}?${Object.entries(fields)
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.join('&')}`;
}
