import type { Option } from '../ui/option.ts';

export function timeZoneOption(zone: string): Option {
	return { value: zone, label: zone.replaceAll('_', ' ') };
}

/** Zones in which every word typed occurs, the ones that begin with it first. */
export function findTimeZones(text: string): Option[] {
	const words = text
		.toLowerCase()
		.split(/[\s/]+/)
		.filter(Boolean);
	const parts = (label: string) => label.toLowerCase().split(/[ /]/);
	const found = ['UTC', ...Intl.supportedValuesOf('timeZone')].map(timeZoneOption).filter(({ label }) => {
		const lower = label.toLowerCase();
		return words.every((word) => lower.includes(word));
	});
	const begins = ({ label }: Option) => words[0] === undefined || parts(label).some((part) => part.startsWith(words[0]!));
	return [...found.filter(begins), ...found.filter((option) => !begins(option))].slice(0, 50);
}
