import fc from '../../../tests/support/property.ts';
import { expect, test } from 'vitest';
import { thawTotals } from '../documents/totals.ts';
import { chained, type Linked } from './chain.ts';
import { iva, line, recargo, spanishInvoice } from '../../../tests/support/spanish-invoices.ts';
import { recordOf } from './of-document.ts';
import { NoRecords, readRecords } from './read.ts';
import type { BillingRecord } from './record.ts';
import { keyOf, verifyRecords } from './verify.ts';
import { xmlHead, xmlRecord, XML_END } from './xml.ts';

const START = Date.parse('2026-11-23T08:00:00Z');

function invoice(number: string, price: string, at: number): BillingRecord {
	const lines = [line('Consultoría <A & B>', price, [iva('21')]), line('Género', '12.34', [iva('4'), recargo('0.5')])];
	const document = spanishInvoice(lines, {}, { number, issuedAt: new Date(at).toISOString() });
	const made = recordOf({ ...document, totals: thawTotals(document.totals) });
	if (!made.ok) throw new Error(made.refusal.problem);
	return made.record;
}

function annulment({ id, issuer, version }: BillingRecord, at: string): BillingRecord {
	return { kind: 'annulment', id, issuer, version, at };
}

async function linked(records: BillingRecord[]): Promise<Linked[]> {
	const found: Linked[] = [];
	for await (const each of chained(records)) found.push(each);
	return found;
}

const file = (links: Linked[], device: string) =>
	`${xmlHead({ issuer: 'Marta', nif: '89890001K' })}${links.map((each) => xmlRecord(each, { device })).join('')}${XML_END}`;
const read = (text: string) => readRecords(new Blob([text]));

const HISTORY = fc.array(
	fc.record({
		device: fc.constantFrom('a', 'b'),
		cents: fc.integer({ min: 1, max: 10 ** 9 }),
		later: fc.integer({ min: 0, max: 90_000 }),
		annuls: fc.boolean()
	}),
	{ minLength: 1, maxLength: 12 }
);

/** What two devices wrote, each in its own order. */
function chains(history: { device: string; cents: number; later: number; annuls: boolean }[]): Map<string, BillingRecord[]> {
	const made = new Map<string, BillingRecord[]>();
	let at = START;
	history.forEach(({ device, cents, later, annuls }, index) => {
		at += later * 1000;
		const own = made.get(device) ?? [];
		made.set(device, own);
		const issued = invoice(`F2026-${index}`, `${cents / 100}`, at);
		own.push(issued);
		if (annuls) own.push(annulment(issued, issued.at));
	});
	return made;
}

test('whatever two devices issue and annul, both chains verify, and so do their files', async () => {
	await fc.assert(
		fc.asyncProperty(HISTORY, async (history) => {
			for (const [device, records] of chains(history)) {
				const links = await linked(records);
				expect(await verifyRecords(read(file(links, device)))).toEqual({ of: 'records', records: records.length, faults: [] });
				expect(links.map(({ previous }) => previous?.huella)).toEqual([undefined, ...links.map(({ huella }) => huella)].slice(0, -1));
			}
		}),
		{ numRuns: 25 }
	);
});

test('a changed amount, a record left out, and an order that was turned are found where they are', async () => {
	await fc.assert(
		fc.asyncProperty(HISTORY, fc.nat(), async (history, pick) => {
			const records = [...chains(history).values()][0]!;
			const links = await linked(records);
			const issues = links.flatMap(({ record }, at) => (record.kind === 'issue' ? [at] : []));
			const at = issues[pick % issues.length]!;
			const parts = links.map((each) => xmlRecord(each, { device: 'a' }));
			const whole = (some: string[]) => `${xmlHead({ issuer: 'Marta', nif: '89890001K' })}${some.join('')}${XML_END}`;
			const more = parts.with(at, parts[at]!.replace(/<sf:ImporteTotal>/, '<sf:ImporteTotal>1'));
			const number = records[at]!.id.number;
			expect((await verifyRecords(read(whole(more)))).faults).toEqual([{ kind: 'hash', place: at + 1, number }]);
			if (at === 0 || at === parts.length - 1) return;
			const { faults } = await verifyRecords(read(whole(parts.toSpliced(at, 1))));
			expect(faults).toEqual([{ kind: 'link', place: at + 1, number: records[at + 1]!.id.number }]);
		}),
		{ numRuns: 25 }
	);
});

test('times that run back, a second beginning, and what the books say otherwise are told', async () => {
	const [first, second] = await linked([invoice('F-1', '1', START + 60_000), invoice('F-2', '2', START)]);
	const [other] = await linked([invoice('F-2', '3', START)]);
	expect((await verifyRecords(read(file([first!, second!], 'a')))).faults).toEqual([{ kind: 'time', place: 2, number: 'F-2' }]);
	const begun = await verifyRecords(read(file([first!, other!], 'a')));
	expect(begun.faults.map(({ kind }) => kind)).toEqual(['first', 'time']);
	const key = ({ record: { kind, id } }: Linked) => keyOf(kind, id.nif, id.number, id.date);
	const known = new Map([[key(second!), new Set([other!.huella])]]);
	const compared = await verifyRecords(read(file([first!, second!], 'a')), known);
	expect(compared.faults.map(({ kind, number }) => [kind, number])).toEqual([
		['unknown', 'F-1'],
		['time', 'F-2'],
		['differs', 'F-2']
	]);
});

test('a link that names another invoice, or another hash, is no link', async () => {
	const links = await linked([invoice('F-1', '1', START), invoice('F-2', '2', START + 1000)]);
	const text = file(links, 'a');
	const named = text.replace('<sf:RegistroAnterior><sf:IDEmisorFactura>89890001K', '<sf:RegistroAnterior><sf:IDEmisorFactura>89890002K');
	expect((await verifyRecords(read(named))).faults).toEqual([{ kind: 'link', place: 2, number: 'F-2' }]);
	const [other] = await linked([invoice('F-1', '3', START)]);
	const [, behind] = await linked([invoice('F-1', '3', START), invoice('F-2', '2', START + 1000)]);
	expect((await verifyRecords(read(file([links[0]!, behind!], 'a')))).faults).toEqual([{ kind: 'link', place: 2, number: 'F-2' }]);
	expect((await verifyRecords(read(file([other!, behind!], 'a')))).faults).toEqual([]);
});

test('a client without a number is no recipient, and the record says so', async () => {
	const made = invoice('F-1', '1', START);
	const [link] = await linked([{ ...made, type: 'F2', recipient: undefined } as BillingRecord]);
	const text = xmlRecord(link!, { device: 'a' });
	expect(text).toContain(
		'</sf:DescripcionOperacion><sf:FacturaSinIdentifDestinatarioArt61d>S</sf:FacturaSinIdentifDestinatarioArt61d><sf:Desglose>'
	);
});

test('a record in the order of the schema, with nothing empty in it', async () => {
	const [first, second] = await linked([invoice('F-1', '1', START), annulment(invoice('F-1', '1', START), '2026-11-23T09:00:01+01:00')]);
	const names = (text: string) => [...text.matchAll(/<sf:(\w+)>/g)].map(([, name]) => name);
	const text = xmlRecord(first!, { device: 'd1' });
	const system = ['SistemaInformatico', 'NombreRazon', 'NIF', 'NombreSistemaInformatico', 'IdSistemaInformatico', 'Version'];
	const uses = ['NumeroInstalacion', 'TipoUsoPosibleSoloVerifactu', 'TipoUsoPosibleMultiOT', 'IndicadorMultiplesOT'];
	const detail = [
		'DetalleDesglose',
		'Impuesto',
		'ClaveRegimen',
		'CalificacionOperacion',
		'TipoImpositivo',
		'BaseImponibleOimporteNoSujeto'
	];
	const id = ['IDFactura', 'IDEmisorFactura', 'NumSerieFactura', 'FechaExpedicionFactura'];
	const end = [...system, ...uses, 'FechaHoraHusoGenRegistro', 'TipoHuella', 'Huella'];
	expect(names(text)).toEqual([
		...['RegistroAlta', 'IDVersion', ...id, 'NombreRazonEmisor', 'TipoFactura', 'DescripcionOperacion', 'Destinatarios', 'IDDestinatario'],
		...['NombreRazon', 'NIF', 'Desglose', ...detail, 'CuotaRepercutida', ...detail, 'CuotaRepercutida'],
		...['TipoRecargoEquivalencia', 'CuotaRecargoEquivalencia', 'CuotaTotal', 'ImporteTotal', 'Encadenamiento', 'PrimerRegistro', ...end]
	]);
	expect(text).toContain('Consultoría &lt;A &amp; B&gt;; Género');
	expect(text).not.toMatch(/<sf:(\w+)><\/sf:\1>/);
	expect(names(xmlRecord(second!, { device: 'd1' }))).toEqual([
		...['RegistroAnulacion', 'IDVersion', 'IDFactura', 'IDEmisorFacturaAnulada', 'NumSerieFacturaAnulada', 'FechaExpedicionFacturaAnulada'],
		...['Encadenamiento', 'RegistroAnterior', ...id.slice(1), 'Huella', ...end]
	]);
});

test('what is no file of records is refused', async () => {
	const all = async (text: string) => {
		for await (const _ of read(text));
	};
	await expect(all('no xml')).rejects.toThrow(NoRecords);
	await expect(all('<a><RegistroAlta>')).rejects.toThrow(NoRecords);
	await expect(all('<!DOCTYPE a><a/>')).rejects.toThrow(NoRecords);
	expect(await verifyRecords(read('<a/>'))).toEqual({ of: 'records', records: 0, faults: [] });
});
