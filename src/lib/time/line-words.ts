/** What lines of time are called on a document, in its language. */
const ALL: Record<string, string> = {
	en: 'Time worked',
	fr: 'Temps de travail',
	es: 'Horas trabajadas',
	de: 'Arbeitszeit',
	ar: 'وقت العمل',
	hi: 'कार्य समय'
};

export function lineWords(language: string): { all: string; date(date: string): string } {
	const format = formatOf(language);
	return {
		all: ALL[language.toLowerCase().split('-')[0]!] ?? ALL.en!,
		date: (date) => format.format(new Date(`${date}T00:00:00Z`))
	};
}

function formatOf(language: string): Intl.DateTimeFormat {
	const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
	try {
		return new Intl.DateTimeFormat(language, options);
	} catch {
		return new Intl.DateTimeFormat('en', options);
	}
}
