/** Books to look around in before typing: a business of each of these countries, with its taxes. The create page offers them; the worker writes them. */
export const SAMPLES = ['quebec', 'spain', 'germany', 'morocco'] as const;

export type SampleName = (typeof SAMPLES)[number];

/** Ids of country presets. */
export const SAMPLE_PRESETS: Record<SampleName, string> = { quebec: 'CA-QC', spain: 'ES', germany: 'DE', morocco: 'MA' };
