/**
 * Kimai: timesheets exported as CSV, and as JSON by its API (GET /api/timesheets?full=true). Columns by https://github.com/kimai/kimai:
 * src/Export/DefaultTemplate.php and ColumnConverter.php, their words by translations/messages.LL.xlf, a sample in
 * tests/Export/Base/CsvRendererTest.php: commas or semicolons, no mark; dates ISO 8601, times 14:30 on the clock of whoever exports; a length of 0:06,
 * of 0:06:40 or 0.11 hours, less breaks; numbers with a point. A text that a spreadsheet would run begins with "' " (src/Utils/StringHelper.php).
 */
import { vatOf } from './names.ts';
import { isYes, listOf, spanOf, typedLength, type ForeignReader, type Reading } from './reading.ts';
import type { ForeignRow } from './table.ts';
import { clockIn, dateIn, durationIn, numberIn } from './values.ts';

/** By what Kimai calls them itself: in English, German, French, Spanish. */
const WORDS = {
	date: ['Date', 'Datum', 'Fecha'],
	begin: ['From', 'Begin', 'Von', 'De'],
	end: ['To', 'End', 'Bis', 'À', 'Para'],
	duration: ['Duration', 'Dauer', 'Durée', 'Duración'],
	currency: ['Currency', 'Währung', 'Devise', 'Moneda'],
	rate: ['Hourly price', 'Hourly rate', 'Preis pro Stunde', 'Taux horaire', 'Tarifa por hora'],
	fixed: ['Fixed price', 'Fixed rate', 'Festpreis', 'Taux fixe', 'Tarifa fija'],
	person: ['Name', 'Nom', 'Nombre'],
	user: ['User', 'Username', 'Benutzer', "Nom d'utilisateur", 'Usuario'],
	customer: ['Customer', 'Kunde', 'Client', 'Cliente'],
	number: ['Account', 'Kundennummer', 'Compte', 'Cuenta'],
	vat: ['VAT-ID', 'Umsatzsteuer-ID', 'ID de TVA', 'CIF / NIF'],
	project: ['Project', 'Projekt', 'Projet', 'Proyecto'],
	activity: ['Activity', 'Tätigkeit', 'Activité', 'Actividad'],
	description: ['Description', 'Beschreibung', 'Descripción'],
	billable: ['Billable', 'Abrechenbar', 'Facturable'],
	exported: ['Exported', 'Exportiert', 'Exporté', 'Exportado', 'Cleared', 'Abgerechnet'],
	tags: ['Tags', 'Schlagworte', 'Mots-clés', 'Etiquetas']
} as const;
type Word = keyof typeof WORDS;

export const kimaiTable: ForeignReader = {
	program: 'kimai',
	fits({ tables }) {
		const table = tables.get('');
		const has = (word: Word) => WORDS[word].some((heading) => table!.has(heading));
		return table !== undefined && (['date', 'begin', 'end', 'duration', 'customer', 'project', 'activity'] as const).every(has);
	},
	async read(reading) {
		const { plan, inside, chosen, assumed, watch, currency } = reading;
		const table = inside.tables.get('')!;
		const columns = { numbers: [...WORDS.rate], dates: [...WORDS.date] };
		const { decimal, dates } = await table.notation(columns, chosen, { decimal: '.', dates: 'ymd' }, assumed, watch);
		const text = (row: ForeignRow, word: Word) => withoutGuard(row.text(...WORDS[word]));
		for await (const row of table.rows(watch)) {
			if (row.isEmpty) continue;
			const date = dateIn(text(row, 'date'), dates);
			const [from, to] = [clockIn(text(row, 'begin')), clockIn(text(row, 'end'))];
			const customer = text(row, 'customer');
			const number = text(row, 'number');
			const vat = text(row, 'vat');
			const money = text(row, 'currency') || currency;
			const client =
				customer === ''
					? undefined
					: plan.add('party', `client ${customer}`, row.place, {
							name: customer,
							roles: ['client'],
							...(number && { number }),
							...(text(row, 'currency') && { currency: money }),
							...(vat && { taxIds: [vatOf(vat)] })
						});
			const project = plan.project(text(row, 'project'), client, row.place, { currency: money });
			const task = plan.task(text(row, 'activity'), project, row.place);
			if (date === undefined) plan.fault(row.place, 'date', 'bad-date');
			else if (from === undefined) plan.fault(row.place, 'begin', 'bad-time');
			else if (text(row, 'end') === '') plan.leave('running');
			else if (to === undefined) plan.fault(row.place, 'end', 'bad-time');
			else {
				const span = spanOf(reading, row.place, { date, seconds: from }, { date, seconds: to, mayRollOver: true });
				if (!span) continue;
				const hour = numberIn(text(row, 'rate'), decimal);
				const isFixed = Number(numberIn(text(row, 'fixed'), decimal) ?? 0) !== 0;
				if (isFixed) plan.leave('fixed-price');
				plan.entry({
					place: row.place,
					person: text(row, 'person') || text(row, 'user'),
					...(project !== undefined && { project }),
					...(task !== undefined && { task }),
					note: text(row, 'description'),
					tags: listOf(text(row, 'tags')),
					billable: isYes(text(row, 'billable')) && !isFixed,
					invoiced: isYes(text(row, 'exported')),
					date,
					...span,
					...typedLength(span, durationIn(text(row, 'duration'), decimal)),
					...(hour && !isFixed && { rate: hour, currency: money })
				});
			}
		}
	}
};

/** What `sanitizeDDE` puts before a text; older ones put a blank only. */
function withoutGuard(text: string): string {
	return /^' (?=[=+\-@\t\r]|.*dde)/is.test(text) ? text.slice(2) : text;
}

interface KimaiEntry {
	begin?: unknown;
	end?: unknown;
	duration?: unknown;
	description?: unknown;
	hourlyRate?: unknown;
	fixedRate?: unknown;
	billable?: unknown;
	exported?: unknown;
	tags?: unknown;
	user?: { alias?: unknown; username?: unknown } | number;
	activity?: { name?: unknown } | number;
	project?: { name?: unknown; customer?: { name?: unknown; currency?: unknown; number?: unknown } } | number;
}

export const kimaiJson: ForeignReader = {
	program: 'kimai',
	fits({ json }) {
		const [first] = Array.isArray(json) ? (json as KimaiEntry[]) : [];
		return typeof first?.begin === 'string' && first.project !== undefined && first.activity !== undefined;
	},
	read(reading) {
		for (const [at, entry] of (reading.inside.json as (KimaiEntry | null)[]).entries())
			if (entry) readEntry(reading, entry, at + 1);
			else reading.plan.fault({ table: '', line: at + 1 }, '', 'wrong-shape');
	}
};

function readEntry({ plan, day, currency }: Reading, entry: KimaiEntry, line: number): void {
	const place = { table: '', line };
	const [project, activity, user] = [entry.project, entry.activity, entry.user].map((each) =>
		typeof each === 'object' ? each : undefined
	);
	const named = project as Exclude<KimaiEntry['project'], number>;
	const customer = named?.customer;
	const [begin, end] = [instantIn(entry.begin), instantIn(entry.end)];
	if (entry.end === null || entry.end === undefined) return plan.leave('running');
	if (begin === undefined) return plan.fault(place, 'begin', 'bad-time');
	if (end === undefined) return plan.fault(place, 'end', 'bad-time');
	if (end < begin) return plan.fault(place, 'end', 'ends-before');
	const money = textOf(customer?.currency) || currency;
	const name = textOf(customer?.name);
	const client =
		name === ''
			? undefined
			: plan.add('party', `client ${name}`, place, {
					name,
					roles: ['client'],
					...(textOf(customer?.number) && { number: textOf(customer?.number) }),
					...(textOf(customer?.currency) && { currency: money })
				});
	const projectKey = plan.project(textOf(named?.name), client, place, { currency: money });
	const task = plan.task(textOf((activity as { name?: unknown } | undefined)?.name), projectKey, place);
	const isFixed = Number(entry.fixedRate ?? 0) !== 0;
	if (isFixed) plan.leave('fixed-price');
	const rate = Number(entry.hourlyRate ?? 0);
	const person = user as { alias?: unknown; username?: unknown } | undefined;
	plan.entry({
		place,
		person: textOf(person?.alias) || textOf(person?.username),
		...(projectKey !== undefined && { project: projectKey }),
		...(task !== undefined && { task }),
		note: textOf(entry.description),
		tags: Array.isArray(entry.tags) ? entry.tags.map(textOf).filter(Boolean) : [],
		billable: entry.billable !== false && !isFixed,
		invoiced: entry.exported === true,
		date: day(begin),
		start: begin,
		end,
		...typedLength(
			{ start: begin, end },
			typeof entry.duration === 'number' && entry.duration >= 0 ? Math.floor(entry.duration) : undefined
		),
		...(rate > 0 && !isFixed && { rate: String(rate), currency: money })
	});
}

/** "2024-03-04T09:23:00+0100". */
function instantIn(value: unknown): string | undefined {
	const time = typeof value === 'string' ? Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
