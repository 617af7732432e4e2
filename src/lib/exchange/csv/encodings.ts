/** Pages a person can choose where what the file says is wrong. */
export const ENCODINGS = [
	'utf-8',
	'windows-1252',
	'iso-8859-15',
	'windows-1250',
	'windows-1251',
	'macintosh',
	'utf-16le',
	'utf-16be',
	'shift_jis'
] as const;
