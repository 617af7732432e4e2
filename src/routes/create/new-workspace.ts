import { newBusiness, newSeries, presetOf } from '#lib/business/presets.ts';
import type { CreateInput } from '#lib/worker-api.ts';

/** What is asked of a person before a workspace is made. */
export interface NewWorkspace {
	name: string;
	/** Id of a country preset. */
	preset: string;
	currency: string;
	language: string;
	timeZone: string;
}

export function createInput({ name, preset: id, currency, language, timeZone }: NewWorkspace): Pick<CreateInput, 'business' | 'series'> {
	const preset = presetOf(id);
	return { business: { ...newBusiness(preset, name.trim()), currency, language, timeZone }, series: newSeries(preset) };
}
