/** The single lists of the dictionary packages: the whole packages would be twice as much to keep for offline use. */
declare module '@zxcvbn-ts/language-common/dist/*.mjs' {
	const words: string[];
	export default words;
}
declare module '@zxcvbn-ts/language-en/dist/*.mjs' {
	const words: string[];
	export default words;
}
