/** An event as a document of its own, in the order of the tax agency's schema (EventosSIF.xsd, version 1.0). It is valid with its signature alone. */
import { written, type Node } from '../node.ts';
import type { InvoiceId } from '../record.ts';
import type { ToSign } from '../signing/xades.ts';
import { systemOf, type Installation } from '../system.ts';
import type { LinkedEvent, Summed } from './chain.ts';
import type { EventRef, RecordRef, RecordSums } from './event.ts';

const SPACE = 'https://www2.agenciatributaria.gob.es/static_files/common/internet/dep/aplicaciones/es/aeat/tike/cont/ws/EventosSIF.xsd';
const END = '</sf:Evento></sf:RegistroEvento>';

export function loneEvent(link: LinkedEvent, installation: Installation): Omit<ToSign, 'at'> {
	const { issuer, nif, at, code, previous, huella } = link;
	const own = ownNode(link);
	const event: Node = [
		'Evento',
		[
			['SistemaInformatico', systemOf(link, installation)],
			[
				'ObligadoEmision',
				[
					['NombreRazon', issuer],
					['NIF', nif]
				]
			],
			['FechaHoraHusoGenEvento', at],
			['TipoEvento', code],
			own && ['DatosPropiosEvento', [own]],
			['Encadenamiento', [previous ? ['EventoAnterior', eventNodes(previous, 'FechaHoraHusoGenEvento')] : ['PrimerEvento', 'S']]],
			['TipoHuella', '01'],
			['HuellaEvento', huella]
		]
	];
	return { text: written(['RegistroEvento', [['IDVersion', '1.0'], event]], SPACE), space: SPACE, end: END, huella };
}

function ownNode({ event, summed, at }: LinkedEvent): Node | undefined {
	const offset = at.slice(19);
	switch (event.kind) {
		case 'on':
		case 'off':
		case 'restored':
			return undefined;
		case 'checked':
			return checkNode(event.of, event.count);
		case 'anomaly': {
			const type: Node = ['TipoAnomalia', event.type];
			return event.of === 'records'
				? ['DeteccionAnomaliasRegFacturacion', [type, ['RegistroFacturacionAnomalo', idNodes(event.record)]]]
				: ['DeteccionAnomaliasRegEvento', [type, ['RegEventoAnomalo', eventNodes(event.event)]]];
		}
		case 'exported': {
			const period: Node[] = [
				['FechaHoraHusoInicioPeriodoExport', `${event.from}T00:00:00${offset}`],
				['FechaHoraHusoFinPeriodoExport', `${event.to}T23:59:59${offset}`]
			];
			if (event.of === 'events')
				return [
					'ExportacionRegEventoPeriodo',
					[
						...period,
						['RegistroEventoInicialPeriodo', eventNodes(event.first)],
						['RegistroEventoFinalPeriodo', eventNodes(event.last)],
						['NumeroDeRegEventoExportados', String(event.count)],
						['RegEventoExportadosDejanDeConservarse', 'N']
					]
				];
			const { first, last, sums } = event;
			const kept: Node = ['RegistrosFacturacionExportadosDejanDeConservarse', 'N'];
			return ['ExportacionRegFacturacionPeriodo', [...period, ...sumNodes({ first, last, ...sums }, 'Exportados'), kept]];
		}
		case 'summary':
			return ['ResumenEventos', summaryNodes(summed!)];
	}
}

/** Hashes, chain and dates were looked at; signatures are made by an export alone. */
function checkNode(of: 'records' | 'events', count: number): Node {
	const [name, many] = of === 'records' ? ['RegFacturacion', 'RegistrosFacturacion'] : ['RegEvento', 'RegistrosEvento'];
	const looked = (what: string): Node[] => [
		[`RealizadoProcesoSobre${what}${name}`, 'S'],
		[`NumeroDe${many}ProcesadosSobre${what}`, String(count)]
	];
	return [
		`LanzamientoProcesoDeteccionAnomalias${name}`,
		[
			...looked('IntegridadHuellas'),
			[`RealizadoProcesoSobreIntegridadFirmas${name}`, 'N'],
			...looked('TrazabilidadCadena'),
			...looked('TrazabilidadFechas')
		]
	];
}

function summaryNodes({ counts, records }: Summed): Node[] {
	// One is wanted at least: that no other summary came between is always so.
	const some = counts.size > 0 ? [...counts].sort(([a], [b]) => (a < b ? -1 : 1)) : [['10', 0] as const];
	const types = some.map(([code, count]): Node => [
		'TipoEvento',
		[
			['TipoEvento', code],
			['NumeroDeEventos', String(count)]
		]
	]);
	return [...types, ...sumNodes(records, 'Generados')];
}

function sumNodes({ first, last, issues, quota, total, annulments }: RecordSums, done: 'Exportados' | 'Generados'): Node[] {
	return [
		...(first ? [['RegistroFacturacionInicialPeriodo', refNodes(first)] as const] : []),
		...(last ? [['RegistroFacturacionFinalPeriodo', refNodes(last)] as const] : []),
		[`NumeroDeRegistrosFacturacionAlta${done}`, String(issues)],
		['SumaCuotaTotalAlta', quota],
		['SumaImporteTotalAlta', total],
		[`NumeroDeRegistrosFacturacionAnulacion${done}`, String(annulments)]
	];
}

function refNodes({ id, huella }: RecordRef): Node[] {
	return [...idNodes(id), ['Huella', huella]];
}

function idNodes({ nif, number, date }: InvoiceId): Node[] {
	return [
		['IDEmisorFactura', nif],
		['NumSerieFactura', number],
		['FechaExpedicionFactura', date]
	];
}

function eventNodes({ code, at, huella }: EventRef, time = 'FechaHoraHusoEvento'): Node[] {
	return [
		['TipoEvento', code],
		[time, at],
		['HuellaEvento', huella]
	];
}
