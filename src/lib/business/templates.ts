/** The looks a document can be printed in. The name is stored with each document and stays what it was when the document was issued. */
export const TEMPLATES = ['classic', 'letter', 'band'] as const;

export type TemplateName = (typeof TEMPLATES)[number];

/** A name this program does not know is printed in the first look. */
export function templateOf(name: string | undefined): TemplateName {
	return TEMPLATES.find((known) => known === name) ?? 'classic';
}
