/** SistemaInformatico: what made the record. Who answers for it is not the program's to say: see README.md. */

/** Kept with each document that it makes a record for. A test holds it to package.json. */
export const VERSION = '0.1.0';

/** Who works with the system, and with which version of it. */
interface User {
	issuer: string;
	nif: string;
	version: string;
}

export interface Installation {
	/** NumeroInstalacion: the device, hexadecimal. */
	device: string;
}

/** Fields in the order of SistemaInformaticoType. */
export function systemOf({ issuer, nif, version }: User, { device }: Installation): [name: string, value: string][] {
	return [
		['NombreRazon', issuer],
		['NIF', nif],
		['NombreSistemaInformatico', 'Waxbill'],
		['IdSistemaInformatico', 'WB'],
		['Version', version],
		['NumeroInstalacion', device],
		['TipoUsoPosibleSoloVerifactu', 'N'],
		['TipoUsoPosibleMultiOT', 'S'],
		['IndicadorMultiplesOT', 'N']
	];
}
